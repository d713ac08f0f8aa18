#include "base/json.hpp"

#include "base/text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

namespace taraba {

namespace shapes {

namespace {

std::string last_part(std::string_view name) {
    const auto colon = name.rfind("::");
    return std::string(colon == name.npos ? name : name.substr(colon + 2));
}

} // namespace

std::string short_type_name(std::string_view pretty) {
    const auto start = pretty.find("T = ");
    pretty.remove_prefix(start == pretty.npos ? 0 : start + 4);
    pretty = pretty.substr(0, pretty.find_first_of(";]"));
    const auto open = pretty.find('<');
    if (open == pretty.npos) return last_part(pretty);
    const auto inner = pretty.substr(open + 1, pretty.rfind('>') - open - 1);
    return last_part(inner) + last_part(pretty.substr(0, open));
}

} // namespace shapes

void write_json_text(std::string& out, std::string_view text) {
    constexpr std::string_view hex_digits = "0123456789abcdef";
    out += '"';
    std::size_t plain = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out.append(text, plain, i - plain);
        plain = i + 1;
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += text[i];
        } else if (byte == '\n') {
            out += "\\n";
        } else {
            out += "\\u00";
            out += hex_digits[byte >> 4];
            out += hex_digits[byte & 15];
        }
    }
    out.append(text, plain);
    out += '"';
}

namespace {

template <class T>
const T& as(const void* value) {
    return *static_cast<const T*>(value);
}

template <class T>
T& as(void* value) {
    return *static_cast<T*>(value);
}

void write_record(std::string& out, const Shape& shape, const void* value) {
    out += '{';
    bool first = true;
    for (const auto& field : shape.fields) {
        const void* at = shape.field(value, field);
        if (field.shape->kind == ShapeKind::optional && !field.shape->has(at)) continue;
        if (!first) out += ',';
        first = false;
        write_json_text(out, field.name);
        out += ':';
        write_json(out, *field.shape, at);
    }
    out += '}';
}

} // namespace

void write_json(std::string& out, const Shape& shape, const void* value) {
    switch (shape.kind) {
    case ShapeKind::boolean: out += as<bool>(value) ? "true" : "false"; break;
    case ShapeKind::integer: out += std::to_string(as<std::int64_t>(value)); break;
    case ShapeKind::text: write_json_text(out, as<std::string>(value)); break;
    case ShapeKind::long_text: write_json_text(out, as<LongText>(value).text); break;
    case ShapeKind::money: {
        const auto& money = as<Money>(value);
        out += R"({"amount":")";
        out += to_decimal(money);
        out += R"(","currency":")";
        out += money.currency.code();
        out += "\"}";
        break;
    }
    case ShapeKind::quantity: write_json_text(out, to_decimal(as<Quantity>(value))); break;
    case ShapeKind::rate: out += std::to_string(as<Rate>(value).basis_points); break;
    case ShapeKind::id:
        out += '"';
        out += std::to_string(as<std::int64_t>(value));
        out += '"';
        break;
    case ShapeKind::instant: write_json_text(out, to_rfc3339(as<Instant>(value))); break;
    case ShapeKind::date: write_json_text(out, to_text(as<Date>(value))); break;
    case ShapeKind::choice: write_json_text(out, shape.choices.at(shape.choice(value))); break;
    case ShapeKind::optional:
        if (shape.has(value))
            write_json(out, *shape.item, shape.value(value));
        else
            out += "null";
        break;
    case ShapeKind::list: {
        out += '[';
        const auto count = shape.size(value);
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0) out += ',';
            write_json(out, *shape.item, shape.element(value, i));
        }
        out += ']';
        break;
    }
    case ShapeKind::record: write_record(out, shape, value); break;
    case ShapeKind::any: out += json::serialize(as<json::value>(value)); break;
    }
}

Result<json::value> parse_json(std::string_view text) {
    json::parse_options options;
    options.max_depth = 32;
    boost::system::error_code error;
    json::value value =
        json::parse(json::string_view(text.data(), text.size()), error, {}, options);
    if (error)
        return refuse(RefusalKind::malformed, "malformed_json",
                      said("The body is not JSON in UTF-8: {}.", error.message()));
    return value;
}

namespace {

/// The problem names the path as its field; the sentence stands beside what was filled in.
Failure wrong(std::string path, Sentence sentence) {
    return invalid_field(std::move(path), std::move(sentence));
}

Failure no_quantity(const std::string& path) {
    return wrong(path,
                 "This must be a decimal of at most three places, between -1000000 and 1000000.");
}

Result<void> check_text(std::string_view text, std::size_t limit, const std::string& path) {
    if (text.size() > limit) return wrong(path, said("This is too long: at most {} bytes.", limit));
    if (text.find('\0') != text.npos) return wrong(path, "This holds a zero byte.");
    if (!is_utf8(text)) return wrong(path, "This is not valid UTF-8.");
    return {};
}

Result<void> read_money(const json::value& source, Money& target, const std::string& path) {
    const auto* object = source.if_object();
    if (!object)
        return wrong(path, "This must be {\"amount\": \"123.45\", \"currency\": \"RON\"}.");
    const auto* amount = object->if_contains("amount");
    const auto* currency = object->if_contains("currency");
    if (!amount || !amount->is_string())
        return wrong(path + ".amount", "This must be decimal text, like \"123.45\".");
    if (!currency || !currency->is_string() || currency->as_string().size() != 3 ||
        !std::all_of(currency->as_string().begin(), currency->as_string().end(),
                     [](char c) { return c >= 'A' && c <= 'Z'; }))
        return wrong(path + ".currency", "This must be an ISO 4217 code, like \"RON\".");
    const auto money = money_from(amount->as_string(), Currency::of(currency->as_string()));
    if (!money) return wrong(path + ".amount", money.error().detail);
    target = *money;
    return {};
}

Result<void> read_quantity(const json::value& source, Quantity& target, const std::string& path) {
    if (const auto* text = source.if_string())
        return read_text(*text, shape_of<Quantity>(), &target, path);
    const auto whole = source.is_int64() ? std::optional(source.as_int64()) : std::nullopt;
    if (!whole || *whole > quantity_max / 1'000 || *whole < -quantity_max / 1'000)
        return no_quantity(path);
    target = units(*whole);
    return {};
}

Result<void> read_record(const json::value& source, const Shape& shape, void* target,
                         const std::string& path) {
    const auto* object = source.if_object();
    if (!object) return wrong(path, "This must be an object.");
    for (const auto& field : shape.fields) {
        const std::string here =
            path.empty() ? std::string(field.name) : path + "." + std::string(field.name);
        const auto* value =
            object->if_contains(json::string_view(field.name.data(), field.name.size()));
        if (value && !(value->is_null() && field.shape->kind != ShapeKind::optional)) {
            MUST(read_json(*value, *field.shape, field.at(target), here));
            continue;
        }
        const bool may_miss = shape.lenient || field.shape->kind == ShapeKind::optional ||
                              field.shape->kind == ShapeKind::list;
        if (!may_miss) return wrong(here, "This is required.");
    }
    return {};
}

} // namespace

Result<void> overlay_json(const json::value& source, const Shape& shape, void* target) {
    const auto* object = source.if_object();
    if (!object) return wrong("", "The body must be an object.");
    for (const auto& [name, value] : *object) {
        const std::string_view wanted(name.data(), name.size());
        const auto field = std::find_if(shape.fields.begin(), shape.fields.end(),
                                        [&](const auto& each) { return each.name == wanted; });
        if (field == shape.fields.end())
            return wrong(shortened(wanted, 60), "There is no such field here.");
        MUST(read_json(value, *field->shape, field->at(target), std::string(wanted)));
    }
    return {};
}

Result<void> read_text(std::string_view text, const Shape& shape, void* target,
                       const std::string& path) {
    switch (shape.kind) {
    case ShapeKind::boolean:
        if (text != "true" && text != "false") return wrong(path, "This must be true or false.");
        as<bool>(target) = text == "true";
        return {};
    case ShapeKind::integer:
    case ShapeKind::rate: {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc{} || end != text.data() + text.size())
            return wrong(path, "This must be a whole number.");
        as<std::int64_t>(target) = value;
        return {};
    }
    case ShapeKind::text:
        MUST(check_text(text, text_bytes_max, path));
        as<std::string>(target) = text;
        return {};
    case ShapeKind::long_text:
        MUST(check_text(text, long_text_bytes_max, path));
        as<LongText>(target).text = text;
        return {};
    case ShapeKind::quantity: {
        const auto thousandths = parse_decimal(text, 3);
        if (!thousandths || *thousandths > quantity_max || *thousandths < -quantity_max)
            return no_quantity(path);
        as<Quantity>(target) = {*thousandths};
        return {};
    }
    case ShapeKind::id: {
        const auto id = parse_id(text);
        if (!id) return wrong(path, "This is not an id.");
        as<std::int64_t>(target) = *id;
        return {};
    }
    case ShapeKind::instant: {
        const auto at = instant_from(text);
        if (!at) return wrong(path, "This must be a time like 2026-11-24T14:05:00Z.");
        as<Instant>(target) = *at;
        return {};
    }
    case ShapeKind::date: {
        const auto day = date_from(text);
        if (!day) return wrong(path, "This must be a date like 2026-11-24.");
        as<Date>(target) = *day;
        return {};
    }
    case ShapeKind::choice:
        for (std::size_t i = 0; i < shape.choices.size(); ++i) {
            if (shape.choices[i] != text) continue;
            shape.choose(target, i);
            return {};
        }
        {
            std::string names;
            for (const auto name : shape.choices)
                names += (names.empty() ? "" : ", ") + std::string(name);
            return wrong(path, said("This must be one of {}.", names));
        }
    case ShapeKind::optional: return read_text(text, *shape.item, shape.emplace(target), path);
    case ShapeKind::list: return read_text(text, *shape.item, shape.append(target), path);
    case ShapeKind::money:
    case ShapeKind::record:
    case ShapeKind::any: break;
    }
    throw Fault("this shape cannot be read from plain text");
}

Result<void> read_fields(const std::vector<std::pair<std::string, std::string>>& fields,
                         const Shape& shape, void* target) {
    for (const auto& field : shape.fields) {
        const bool list = field.shape->kind == ShapeKind::list;
        for (const auto& [name, value] : fields) {
            if (name != field.name || value.empty()) continue;
            MUST(read_text(value, *field.shape, field.at(target), name));
            if (!list) break;
        }
    }
    return {};
}

Result<void> read_json(const json::value& source, const Shape& shape, void* target,
                       const std::string& path) {
    switch (shape.kind) {
    case ShapeKind::boolean:
        if (!source.is_bool()) return wrong(path, "This must be true or false.");
        as<bool>(target) = source.as_bool();
        return {};
    case ShapeKind::integer:
    case ShapeKind::rate:
        if (!source.is_int64()) return wrong(path, "This must be a whole number.");
        as<std::int64_t>(target) = source.as_int64();
        return {};
    case ShapeKind::money: return read_money(source, as<Money>(target), path);
    case ShapeKind::quantity: return read_quantity(source, as<Quantity>(target), path);
    case ShapeKind::text:
    case ShapeKind::long_text:
    case ShapeKind::id:
    case ShapeKind::instant:
    case ShapeKind::date:
    case ShapeKind::choice:
        if (!source.is_string()) return wrong(path, "This must be text.");
        return read_text(source.as_string(), shape, target, path);
    case ShapeKind::optional:
        if (source.is_null()) {
            shape.clear(target);
            return {};
        }
        return read_json(source, *shape.item, shape.emplace(target), path);
    case ShapeKind::list: {
        const auto* array = source.if_array();
        if (!array) return wrong(path, "This must be a list.");
        if (array->size() > 10'000) return wrong(path, "This has more than 10000 elements.");
        shape.clear(target);
        for (std::size_t i = 0; i < array->size(); ++i)
            MUST(read_json((*array)[i], *shape.item, shape.append(target),
                           path + "[" + std::to_string(i) + "]"));
        return {};
    }
    case ShapeKind::record: return read_record(source, shape, target, path);
    case ShapeKind::any: as<json::value>(target) = source; return {};
    }
    throw Fault("unknown shape");
}

} // namespace taraba
