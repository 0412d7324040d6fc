#include "bot/channel/flat_xml.hpp"

#include "text/encoding.hpp"

#include <pugixml.hpp>

namespace huiying::channel {
namespace {

constexpr int kMaxDepth = 8;
constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kEnd = "]]>";
// Fragments are let through so that stray text and a second root can be seen and refused here.
constexpr unsigned int kParse = pugi::parse_default | pugi::parse_doctype | pugi::parse_fragment;

bool is_deeper_than(const pugi::xml_node& node, int limit) {
    if (limit == 0)
        return true;
    for (const auto& child : node.children()) {
        if (child.type() == pugi::node_element && is_deeper_than(child, limit - 1))
            return true;
    }
    return false;
}

Checked<pugi::xml_node> only_root(const pugi::xml_document& document) {
    pugi::xml_node root;
    for (const auto& node : document.children()) {
        if (node.type() == pugi::node_doctype)
            return Fault::doctype_forbidden;
        if (node.type() != pugi::node_element || root)
            return Fault::bad_xml;
        root = node;
    }
    if (!root || is_deeper_than(root, kMaxDepth))
        return Fault::bad_xml;
    return root;
}

std::string text_of(const pugi::xml_node& element) {
    std::string text;
    for (const auto& child : element.children()) {
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
            text += child.value();
    }
    return text;
}

std::string_view trimmed_of(std::string_view text) {
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

}  // namespace

Checked<FlatXml> FlatXml::read(std::string_view bytes) {
    if (bytes.size() > kMaxXmlBytes)
        return Fault::too_large;
    if (!text::is_valid_text(bytes))
        return Fault::bad_encoding;
    pugi::xml_document document;
    const auto parsed =
        document.load_buffer(bytes.data(), bytes.size(), kParse, pugi::encoding_utf8);
    if (parsed.status == pugi::status_bad_doctype)
        return Fault::doctype_forbidden;
    if (!parsed)
        return Fault::bad_xml;
    const auto root = only_root(document);
    if (!root)
        return root.error();
    FlatXml xml;
    xml.root_ = root->name();
    for (const auto& child : root->children()) {
        if (child.type() != pugi::node_element)
            continue;
        if (xml.find(child.name()) != nullptr)
            return Fault::duplicate_element;
        xml.children_.emplace_back(child.name(), text_of(child));
    }
    // A character reference can name what UTF-8 cannot hold.
    for (const auto& child : xml.children_) {
        if (!text::is_valid_text(child.second))
            return Fault::bad_encoding;
    }
    return xml;
}

const std::string* FlatXml::find(std::string_view name) const {
    for (const auto& child : children_) {
        if (child.first == name)
            return &child.second;
    }
    return nullptr;
}

std::string_view FlatXml::trimmed(std::string_view name) const {
    const std::string* const text = find(name);
    return text == nullptr ? std::string_view() : trimmed_of(*text);
}

std::string nested_text(std::string_view bytes, std::initializer_list<const char*> path) {
    pugi::xml_document document;
    if (!document.load_buffer(bytes.data(), bytes.size(), kParse, pugi::encoding_utf8))
        return {};
    pugi::xml_node node = document.document_element();
    for (const auto* const name : path)
        node = node.child(name);
    const auto text = text_of(node);
    return std::string(trimmed_of(text));
}

std::string cdata(std::string_view text) {
    std::string section = "<![CDATA[";
    for (std::size_t at = text.find(kEnd); at != std::string_view::npos; at = text.find(kEnd)) {
        section += text.substr(0, at + 2);
        section += "]]><![CDATA[";
        text.remove_prefix(at + 2);
    }
    section += text;
    section += "]]>";
    return section;
}

}  // namespace huiying::channel
