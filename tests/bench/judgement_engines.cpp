#include "judgement_engines.hpp"

#include "text/encoding.hpp"
#include "text/tokens.hpp"

#include <set>
#include <sqlite3.h>
#include <stdexcept>
#include <xapian.h>

namespace huiying::bench {

namespace {

constexpr unsigned kFound = 10;

class XapianEngine : public Engine {
  public:
    XapianEngine() : database_(std::string(), Xapian::DB_BACKEND_INMEMORY) {}

    void add(const model::FaqEntry& entry) override {
        Xapian::Document document;
        document.set_data(entry.id);
        Xapian::TermGenerator generator;
        generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
        generator.set_document(document);
        generator.index_text_without_positions(text::normalise(entry.question));
        generator.index_text_without_positions(text::normalise(entry.answer));
        database_.add_document(document);
    }

    void finish() override { database_.commit(); }

    std::string best(const std::string& question) override {
        // Its query parser would ask for all of the n-grams; made like a document, any will do.
        Xapian::Document asked;
        Xapian::TermGenerator generator;
        generator.set_flags(Xapian::TermGenerator::FLAG_CJK_NGRAM);
        generator.set_document(asked);
        generator.index_text_without_positions(text::normalise(question));
        std::vector<Xapian::Query> terms;
        for (auto term = asked.termlist_begin(); term != asked.termlist_end(); ++term)
            terms.emplace_back(*term, term.get_wdf());
        Xapian::Enquire enquire(database_);
        enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
        const auto matches = enquire.get_mset(0, kFound);
        return matches.empty() ? std::string() : matches.begin().get_document().get_data();
    }

  private:
    Xapian::WritableDatabase database_;
};

class Fts5Engine : public Engine {
  public:
    Fts5Engine() {
        if (sqlite3_open(":memory:", &database_) != SQLITE_OK)
            throw std::runtime_error("sqlite3_open");
        run("CREATE VIRTUAL TABLE faq USING fts5(words, tokenize='unicode61')");
        run("BEGIN");
        insert_ = prepare("INSERT INTO faq(rowid, words) VALUES(?, ?)");
        select_ = prepare("SELECT rowid FROM faq WHERE faq MATCH ? ORDER BY rank LIMIT 10");
    }

    Fts5Engine(const Fts5Engine&) = delete;
    Fts5Engine& operator=(const Fts5Engine&) = delete;

    ~Fts5Engine() override {
        sqlite3_finalize(insert_);
        sqlite3_finalize(select_);
        sqlite3_close(database_);
    }

    void add(const model::FaqEntry& entry) override {
        std::string words;
        for (const auto& token : text::tokens(entry.question + "\n" + entry.answer))
            words.append(token).append(" ");
        sqlite3_bind_int64(insert_, 1, std::stoll(entry.id) + 1);
        bind(insert_, 2, words);
        if (sqlite3_step(insert_) != SQLITE_DONE)
            throw std::runtime_error(sqlite3_errmsg(database_));
        sqlite3_reset(insert_);
    }

    void finish() override {
        run("COMMIT");
        run("INSERT INTO faq(faq) VALUES('optimize')");
    }

    std::string best(const std::string& question) override {
        const auto tokens = text::tokens(question);
        std::string any;
        for (const auto& token : std::set<std::string>(tokens.begin(), tokens.end()))
            any.append(any.empty() ? "\"" : " OR \"").append(token).append("\"");
        bind(select_, 1, any);
        std::string found;
        while (sqlite3_step(select_) == SQLITE_ROW)
            if (found.empty())
                found = std::to_string(sqlite3_column_int64(select_, 0) - 1);
        sqlite3_reset(select_);
        return found;
    }

  private:
    void run(const char* sql) {
        if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(database_));
    }

    sqlite3_stmt* prepare(const char* sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(database_));
        return statement;
    }

    static void bind(sqlite3_stmt* statement, int place, const std::string& text) {
        const auto bytes = static_cast<int>(text.size());
        sqlite3_bind_text(statement, place, text.data(), bytes, SQLITE_TRANSIENT);
    }

    sqlite3* database_ = nullptr;
    sqlite3_stmt* insert_ = nullptr;
    sqlite3_stmt* select_ = nullptr;
};

}  // namespace

std::unique_ptr<Engine> xapian_engine() {
    return std::make_unique<XapianEngine>();
}

std::unique_ptr<Engine> fts5_engine() {
    return std::make_unique<Fts5Engine>();
}

}  // namespace huiying::bench
