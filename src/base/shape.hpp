#pragma once

// How a struct is named once and then serves as a database row, as JSON and in the OpenAPI
// document. A type is described with BOOST_DESCRIBE_STRUCT or BOOST_DESCRIBE_ENUM; `shape_of<T>()`
// turns that into a small table which ordinary, non-template code walks. That keeps builds short:
// per type only the table is instantiated, never a parser.

#include "base/decimal.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "base/time.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/describe/members.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace taraba {

namespace json = boost::json;

/// Text with a larger limit than a field of a form has: notes, templates, descriptions.
struct LongText {
    std::string text;
    friend bool operator==(const LongText&, const LongText&) = default;
};

/// Bytes of the longest ordinary text and of the longest LongText that a request may carry.
inline constexpr std::size_t text_bytes_max = 500;
inline constexpr std::size_t long_text_bytes_max = 100'000;

enum class ShapeKind {
    boolean, // BIGINT 0/1
    integer, // BIGINT
    text,    // TEXT
    long_text,
    money,    // BIGINT minor units; {"amount","currency"} in JSON
    quantity, // BIGINT thousandths; decimal text in JSON
    rate,     // BIGINT basis points
    id,       // BIGINT; text in JSON
    instant,  // BIGINT Unix milliseconds; RFC 3339 in JSON
    date,     // TEXT 2026-11-24
    choice,   // TEXT, a name of the enum
    optional, // NULL
    list,     // TEXT, JSON
    record,   // TEXT, JSON
    any,      // TEXT, JSON of any form
};

struct Shape;

struct FieldShape {
    std::string_view name;
    const Shape* shape;
    void* (*at)(void* record);
};

struct Shape {
    ShapeKind kind;
    std::string_view name{};          ///< of a record or choice
    std::vector<FieldShape> fields{}; ///< of a record
    bool lenient = false;             ///< a record whose missing fields keep their defaults
    std::vector<std::string_view> choices{};
    const Shape* item = nullptr; ///< of an optional or list

    // Access to a value of this shape, as far as its kind needs it.
    bool (*has)(const void*) = nullptr;
    const void* (*value)(const void*) = nullptr;
    void* (*emplace)(void*) = nullptr;
    void (*clear)(void*) = nullptr;
    std::size_t (*size)(const void*) = nullptr;
    const void* (*element)(const void*, std::size_t) = nullptr;
    void* (*append)(void*) = nullptr;
    std::size_t (*choice)(const void*) = nullptr;
    void (*choose)(void*, std::size_t) = nullptr;

    const void* field(const void* record, const FieldShape& which) const {
        return which.at(const_cast<void*>(record));
    }
};

template <class T>
const Shape& shape_of();

namespace shapes {

template <class T>
struct IsId : std::false_type {};
template <class Tag>
struct IsId<Id<Tag>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::true_type {};

template <class T>
concept Lenient = T::lenient;

/// Names of C++ keywords carry an underscore at their end, which nobody else sees.
constexpr std::string_view public_name(std::string_view name) {
    if (name.ends_with('_')) name.remove_suffix(1);
    return name;
}

/// `taraba::orders::Line` is `Line`.
/// `taraba::shop::Page<taraba::catalog::Product>` is `ProductPage`.
std::string short_type_name(std::string_view pretty_function);

template <class T>
std::string_view type_name() {
    static const std::string name = short_type_name(__PRETTY_FUNCTION__);
    return name;
}

template <class T>
Shape make_choice() {
    using Values = boost::describe::describe_enumerators<T>;
    Shape shape{.kind = ShapeKind::choice};
    shape.name = type_name<T>();
    boost::mp11::mp_for_each<Values>(
        [&](auto value) { shape.choices.push_back(public_name(value.name)); });
    shape.choice = [](const void* at) {
        std::size_t index = 0, found = 0;
        boost::mp11::mp_for_each<Values>([&](auto value) {
            if (value.value == *static_cast<const T*>(at)) found = index;
            ++index;
        });
        return found;
    };
    shape.choose = [](void* at, std::size_t wanted) {
        std::size_t index = 0;
        boost::mp11::mp_for_each<Values>([&](auto value) {
            if (index++ == wanted) *static_cast<T*>(at) = value.value;
        });
    };
    return shape;
}

template <class T>
Shape make_optional() {
    using Item = typename T::value_type;
    Shape shape{.kind = ShapeKind::optional};
    shape.item = &shape_of<Item>();
    shape.has = [](const void* at) { return static_cast<const T*>(at)->has_value(); };
    shape.value = [](const void* at) -> const void* { return &**static_cast<const T*>(at); };
    shape.emplace = [](void* at) -> void* { return &static_cast<T*>(at)->emplace(); };
    shape.clear = [](void* at) { static_cast<T*>(at)->reset(); };
    return shape;
}

template <class T>
Shape make_list() {
    using Item = typename T::value_type;
    Shape shape{.kind = ShapeKind::list};
    shape.item = &shape_of<Item>();
    shape.clear = [](void* at) { static_cast<T*>(at)->clear(); };
    shape.size = [](const void* at) { return static_cast<const T*>(at)->size(); };
    shape.element = [](const void* at, std::size_t i) -> const void* {
        return &(*static_cast<const T*>(at))[i];
    };
    shape.append = [](void* at) -> void* { return &static_cast<T*>(at)->emplace_back(); };
    return shape;
}

template <class T>
Shape make_record() {
    using Members = boost::describe::describe_members<T, boost::describe::mod_public |
                                                             boost::describe::mod_inherited>;
    Shape shape{.kind = ShapeKind::record};
    shape.name = type_name<T>();
    shape.lenient = Lenient<T>;
    boost::mp11::mp_for_each<Members>([&](auto member) {
        using Member = decltype(member);
        using Type = std::remove_cvref_t<decltype(std::declval<T&>().*Member::pointer)>;
        shape.fields.push_back({public_name(member.name), &shape_of<Type>(), [](void* at) -> void* {
                                    return &(static_cast<T*>(at)->*Member::pointer);
                                }});
    });
    return shape;
}

template <class T>
Shape make() {
    if constexpr (std::is_same_v<T, bool>)
        return {.kind = ShapeKind::boolean};
    else if constexpr (std::is_same_v<T, std::int64_t>)
        return {.kind = ShapeKind::integer};
    else if constexpr (std::is_same_v<T, std::string>)
        return {.kind = ShapeKind::text};
    else if constexpr (std::is_same_v<T, LongText>)
        return {.kind = ShapeKind::long_text};
    else if constexpr (std::is_same_v<T, Money>)
        return {.kind = ShapeKind::money};
    else if constexpr (std::is_same_v<T, Quantity>)
        return {.kind = ShapeKind::quantity};
    else if constexpr (std::is_same_v<T, Rate>)
        return {.kind = ShapeKind::rate};
    else if constexpr (std::is_same_v<T, Instant>)
        return {.kind = ShapeKind::instant};
    else if constexpr (std::is_same_v<T, Date>)
        return {.kind = ShapeKind::date};
    else if constexpr (std::is_same_v<T, json::value>)
        return {.kind = ShapeKind::any};
    else if constexpr (IsId<T>::value)
        return {.kind = ShapeKind::id};
    else if constexpr (std::is_enum_v<T>)
        return make_choice<T>();
    else if constexpr (IsOptional<T>::value)
        return make_optional<T>();
    else if constexpr (IsList<T>::value)
        return make_list<T>();
    else
        return make_record<T>();
}

} // namespace shapes

template <class T>
const Shape& shape_of() {
    static const Shape shape = shapes::make<T>();
    return shape;
}

/// The public name of an enum's value: `stage_name(Stage::new_)` is `new`.
template <class E>
std::string_view name_of(E value) {
    const Shape& shape = shape_of<E>();
    return shape.choices.at(shape.choice(&value));
}

template <class E>
std::optional<E> choice_from(std::string_view name) {
    const Shape& shape = shape_of<E>();
    for (std::size_t i = 0; i < shape.choices.size(); ++i) {
        if (shape.choices[i] != name) continue;
        E value{};
        shape.choose(&value, i);
        return value;
    }
    return std::nullopt;
}

} // namespace taraba
