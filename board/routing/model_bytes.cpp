// A TextModel as bytes: a mark, then its parts as little-endian numbers in one order.
#include "board/routing/text_model.hpp"

#include <bit>
#include <cstring>
#include <utility>

namespace huiying::routing {

namespace {

constexpr std::string_view kMark = "huiying text model 1\n";
constexpr std::uint64_t kMostLabels = 10'000;
static_assert(std::endian::native == std::endian::little);

class Writer {
  public:
    template <typename Number>
    void number(Number one) {
        bytes_.append(reinterpret_cast<const char*>(&one), sizeof(one));
    }

    template <typename Number>
    void numbers(const std::vector<Number>& all) {
        number<std::uint64_t>(all.size());
        bytes_.append(reinterpret_cast<const char*>(all.data()), all.size() * sizeof(Number));
    }

    void text(std::string_view one) {
        number<std::uint64_t>(one.size());
        bytes_.append(one);
    }

    void mark() { bytes_.append(kMark); }

    [[nodiscard]] std::string take() { return std::move(bytes_); }

  private:
    std::string bytes_;
};

/// After the first fault everything reads as empty and `good` is false.
class Reader {
  public:
    explicit Reader(std::string_view bytes) : left_(bytes) {}

    template <typename Number>
    Number number() {
        Number one{};
        if (const auto part = take(sizeof(one)); good_)
            std::memcpy(&one, part.data(), sizeof(one));
        return one;
    }

    template <typename Number>
    std::vector<Number> numbers() {
        const auto count = number<std::uint64_t>();
        good_ = good_ && count <= left_.size() / sizeof(Number);
        if (!good_)
            return {};
        std::vector<Number> all(count);
        const auto part = take(count * sizeof(Number));
        if (!all.empty())
            std::memcpy(all.data(), part.data(), part.size());
        return all;
    }

    std::string text() { return std::string(take(number<std::uint64_t>())); }

    bool mark() { return take(kMark.size()) == kMark; }

    [[nodiscard]] bool good() const { return good_; }

    [[nodiscard]] bool at_end() const { return good_ && left_.empty(); }

  private:
    std::string_view take(std::uint64_t size) {
        good_ = good_ && size <= left_.size();
        if (!good_)
            return {};
        const auto part = left_.substr(0, size);
        left_.remove_prefix(size);
        return part;
    }

    std::string_view left_;
    bool good_ = true;
};

bool fits_together(const ModelParts& parts) {
    const auto keys = parts.keys.size();
    return parts.idf.size() == keys && parts.bias.size() == parts.labels.size() &&
           parts.weights.size() == keys * parts.labels.size() && parts.temperature > 0 &&
           parts.longest_ngram >= 1 && parts.longest_ngram <= 3;
}

}  // namespace

std::string TextModel::bytes() const {
    Writer writer;
    writer.mark();
    writer.number<std::uint64_t>(parts_.labels.size());
    for (const auto& label : parts_.labels)
        writer.text(label);
    writer.number<std::int32_t>(parts_.longest_ngram);
    writer.number(parts_.temperature);
    writer.numbers(parts_.keys);
    writer.numbers(parts_.idf);
    writer.numbers(parts_.weights);
    writer.numbers(parts_.bias);
    return writer.take();
}

std::optional<TextModel> TextModel::read(std::string_view bytes) {
    Reader reader(bytes);
    if (!reader.mark())
        return std::nullopt;
    ModelParts parts;
    const auto labels = reader.number<std::uint64_t>();
    if (labels > kMostLabels)
        return std::nullopt;
    for (std::uint64_t i = 0; i < labels && reader.good(); ++i)
        parts.labels.push_back(reader.text());
    parts.longest_ngram = reader.number<std::int32_t>();
    parts.temperature = reader.number<double>();
    parts.keys = reader.numbers<std::uint64_t>();
    parts.idf = reader.numbers<float>();
    parts.weights = reader.numbers<float>();
    parts.bias = reader.numbers<float>();
    if (!reader.at_end() || !fits_together(parts))
        return std::nullopt;
    return TextModel(std::move(parts));
}

}  // namespace huiying::routing
