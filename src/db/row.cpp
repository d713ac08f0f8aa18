#include "base/json.hpp"
#include "db/db.hpp"

namespace taraba::db {

namespace {

template <class T>
T& as(void* value) {
    return *static_cast<T*>(value);
}

template <class T>
const T& as(const void* value) {
    return *static_cast<const T*>(value);
}

void read_cell(const Row& row, int column, const Shape& shape, void* target, Currency currency) {
    if (shape.kind == ShapeKind::optional) {
        if (!row.is_null(column))
            read_cell(row, column, *shape.item, shape.emplace(target), currency);
        return;
    }
    expects(!row.is_null(column));
    switch (shape.kind) {
    case ShapeKind::boolean: as<bool>(target) = row.integer(column) != 0; break;
    case ShapeKind::integer:
    case ShapeKind::quantity:
    case ShapeKind::rate:
    case ShapeKind::id: as<std::int64_t>(target) = row.integer(column); break;
    case ShapeKind::money: as<Money>(target) = {row.integer(column), currency}; break;
    case ShapeKind::instant: as<Instant>(target) = from_unix_ms(row.integer(column)); break;
    case ShapeKind::text: as<std::string>(target) = row.text(column); break;
    case ShapeKind::long_text: as<LongText>(target).text = row.text(column); break;
    case ShapeKind::date:
    case ShapeKind::choice:
        expects(static_cast<bool>(read_text(row.text(column), shape, target, {})));
        break;
    case ShapeKind::list:
    case ShapeKind::record:
    case ShapeKind::any: {
        const auto parsed = parse_json(row.text(column));
        expects(parsed && read_json(*parsed, shape, target));
        break;
    }
    case ShapeKind::optional: break;
    }
}

} // namespace

void read_row(const Row& row, const Shape& shape, void* target, Currency currency) {
    expects(shape.kind == ShapeKind::record);
    expects(static_cast<std::size_t>(row.columns()) == shape.fields.size());
    int column = 0;
    for (const auto& field : shape.fields) {
        if (row.name(column) != field.name)
            throw Fault("column " + std::string(row.name(column)) + " stands where " +
                        std::string(shape.name) + " has " + std::string(field.name));
        read_cell(row, column++, *field.shape, field.at(target), currency);
    }
}

Param field_param(const Shape& shape, const void* value,
                  std::vector<std::unique_ptr<std::string>>& keep) {
    switch (shape.kind) {
    case ShapeKind::boolean: return Param(as<bool>(value));
    case ShapeKind::integer:
    case ShapeKind::quantity:
    case ShapeKind::rate:
    case ShapeKind::id:
    case ShapeKind::money: return Param(as<std::int64_t>(value)); // each begins with its number
    case ShapeKind::instant: return Param(as<Instant>(value));
    case ShapeKind::text: return Param(as<std::string>(value));
    case ShapeKind::long_text: return Param(as<LongText>(value).text);
    case ShapeKind::date:
        return Param(*keep.emplace_back(std::make_unique<std::string>(to_text(as<Date>(value)))));
    case ShapeKind::choice: return Param(shape.choices.at(shape.choice(value)));
    case ShapeKind::optional:
        return shape.has(value) ? field_param(*shape.item, shape.value(value), keep)
                                : Param(nullptr);
    case ShapeKind::list:
    case ShapeKind::record:
    case ShapeKind::any: {
        auto& text = *keep.emplace_back(std::make_unique<std::string>());
        write_json(text, shape, value);
        return Param(text);
    }
    }
    throw Fault("unknown shape");
}

void Transaction::append_rows(const Sql& sql, Params params, const Shape& list, void* rows) {
    run(sql, params,
        [&](const Row& row) { read_row(row, *list.item, list.append(rows), currency); });
}

void Transaction::read_only_row(const Sql& sql, Params params, const Shape& optional, void* found) {
    run(sql, params, [&](const Row& row) {
        expects(!optional.has(found));
        read_row(row, *optional.item, optional.emplace(found), currency);
    });
}

std::optional<std::int64_t> Transaction::number(const Sql& sql,
                                                std::initializer_list<Param> params) {
    std::optional<std::int64_t> found;
    run(sql, Params(params.begin(), params.size()), [&](const Row& row) {
        if (!row.is_null(0)) found = row.integer(0);
    });
    return found;
}

std::optional<std::string> Transaction::text(const Sql& sql, std::initializer_list<Param> params) {
    std::optional<std::string> found;
    run(sql, Params(params.begin(), params.size()), [&](const Row& row) {
        if (!row.is_null(0)) found = std::string(row.text(0));
    });
    return found;
}

std::string values_list(std::size_t rows, std::size_t columns, std::size_t first) {
    std::string text;
    for (std::size_t row = 0; row < rows; ++row) {
        text += row == 0 ? "(" : ", (";
        for (std::size_t column = 0; column < columns; ++column) {
            if (column > 0) text += ", ";
            text += "$" + std::to_string(first++);
        }
        text += ")";
    }
    return text;
}

} // namespace taraba::db
