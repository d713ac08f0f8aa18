#include "http/router.hpp"

#include "base/json.hpp"

#include <map>

namespace taraba::http {

namespace {

json::string_view view(std::string_view text) { return {text.data(), text.size()}; }

/// Collects the schemas of records while routes are described.
class Schemas {
public:
    json::value of(const Shape& shape);
    /// A record none of whose fields has to be there.
    json::value partial(const Shape& shape) {
        json::object properties;
        for (const auto& field : shape.fields)
            properties[view(field.name)] = body_of(*field.shape);
        return {{"type", "object"}, {"properties", std::move(properties)}};
    }
    /// What a request may leave out is not required there.
    json::value body_of(const Shape& shape) {
        return shape.kind == ShapeKind::record && shape.lenient ? partial(shape) : of(shape);
    }
    json::object take() { return std::move(components_); }

private:
    /// Whether the record is met for the first time. Two that are called the same are a fault:
    /// the client's types would be those of one of them.
    bool is_new(const Shape& shape) {
        const auto [known, fresh] = known_.emplace(shape.name, &shape);
        if (known->second != &shape)
            throw Fault("two records of the API are called " + std::string(shape.name));
        return fresh;
    }

    json::object components_;
    std::map<std::string, const Shape*, std::less<>> known_;
};

json::object text_schema(const char* pattern, const char* description) {
    return {{"type", "string"}, {"pattern", pattern}, {"description", description}};
}

json::value Schemas::of(const Shape& shape) {
    switch (shape.kind) {
    case ShapeKind::boolean: return {{"type", "boolean"}};
    case ShapeKind::integer: return {{"type", "integer"}, {"format", "int64"}};
    case ShapeKind::rate:
        return {{"type", "integer"}, {"description", "Basis points: 2100 is 21 %."}};
    case ShapeKind::text: return {{"type", "string"}, {"maxLength", text_bytes_max}};
    case ShapeKind::long_text: return {{"type", "string"}, {"maxLength", long_text_bytes_max}};
    case ShapeKind::quantity:
        return text_schema("^-?[0-9]+(\\.[0-9]{1,3})?$",
                           "Decimal text; a whole number is taken too.");
    case ShapeKind::id: return text_schema("^[0-9]{1,19}$", "An id.");
    case ShapeKind::instant: return {{"type", "string"}, {"format", "date-time"}};
    case ShapeKind::date: return {{"type", "string"}, {"format", "date"}};
    case ShapeKind::choice: {
        json::array names;
        for (const auto name : shape.choices)
            names.emplace_back(view(name));
        return {{"type", "string"}, {"enum", std::move(names)}};
    }
    case ShapeKind::optional: return of(*shape.item);
    case ShapeKind::list: return {{"type", "array"}, {"items", of(*shape.item)}};
    case ShapeKind::any: return json::object{};
    case ShapeKind::money:
        if (!components_.contains("Money"))
            components_["Money"] = {
                {"type", "object"},
                {"required", {"amount", "currency"}},
                {"properties",
                 {{"amount", text_schema("^-?[0-9]+(\\.[0-9]{1,2})?$", "Exact decimal text.")},
                  {"currency", {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}}}}}};
        return {{"$ref", "#/components/schemas/Money"}};
    case ShapeKind::record: break;
    }
    const std::string name(shape.name);
    if (is_new(shape)) {
        json::object properties;
        json::array required;
        for (const auto& field : shape.fields) {
            properties[view(field.name)] = of(*field.shape);
            if (field.shape->kind != ShapeKind::optional) required.emplace_back(view(field.name));
        }
        json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
        if (!required.empty()) schema["required"] = std::move(required);
        components_[name] = std::move(schema);
    }
    return {{"$ref", "#/components/schemas/" + name}};
}

json::array parameters_of(const Route& route, Schemas& schemas) {
    json::array parameters;
    for (std::size_t at = 0; (at = route.pattern.find('{', at)) != std::string::npos; ++at) {
        const auto end = route.pattern.find('}', at);
        parameters.push_back({{"name", route.pattern.substr(at + 1, end - at - 1)},
                              {"in", "path"},
                              {"required", true},
                              {"schema", {{"type", "string"}}}});
    }
    if (route.query)
        for (const auto& field : route.query->fields)
            parameters.push_back({{"name", view(field.name)},
                                  {"in", "query"},
                                  {"required", false},
                                  {"schema", schemas.of(*field.shape)}});
    if (route.idempotent_by_key)
        parameters.push_back({{"name", "Idempotency-Key"},
                              {"in", "header"},
                              {"required", false},
                              {"schema", {{"type", "string"}, {"maxLength", 200}}}});
    return parameters;
}

json::object operation_of(const Route& route, Schemas& schemas) {
    json::object content;
    if (route.answer)
        content[route.answer_type] = {{"schema", schemas.of(*route.answer)}};
    else
        content[route.answer_type] = {{"schema", {{"type", "string"}, {"format", "binary"}}}};
    json::object answer{{"description", "Success"}};
    if (route.success != 204) answer["content"] = std::move(content);
    json::object operation{{"summary", route.summary},
                           {"tags", {route.tag}},
                           {"parameters", parameters_of(route, schemas)},
                           {"responses",
                            {{std::to_string(route.success), std::move(answer)},
                             {"default",
                              {{"description", "A problem document (RFC 9457)"},
                               {"content",
                                {{"application/problem+json",
                                  {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}}}};
    if (route.body)
        operation["requestBody"] = {
            {"required", true},
            {"content",
             {{"application/json",
               {{"schema", route.partial_body ? schemas.partial(*route.body)
                                              : schemas.body_of(*route.body)}}}}}};
    if (!route.permission.empty()) {
        operation["security"] = json::array{{{"key", json::array{}}}};
        operation["description"] = "Needs the permission or scope `" + route.permission + "`.";
    }
    return operation;
}

} // namespace

std::string openapi_document(const Router& router, const std::string& version) {
    Schemas schemas;
    json::object paths;
    for (const auto& route : router.routes()) {
        if (!route.documented) continue;
        auto& path = paths[route.pattern];
        if (!path.is_object()) path = json::object{};
        std::string method(to_text(route.method));
        for (char& c : method)
            c = static_cast<char>(c - 'A' + 'a');
        path.as_object()[method] = operation_of(route, schemas);
    }
    json::object components = schemas.take();
    const json::value text{{"type", "string"}};
    components["Problem"] = {{"type", "object"},
                             {"required", {"status", "code", "detail"}},
                             {"properties",
                              {{"type", text},
                               {"title", text},
                               {"status", {{"type", "integer"}}},
                               {"code", text},
                               {"detail", text},
                               {"field", text},
                               {"request_id", text}}}};
    const json::value document{
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Taraba"}, {"version", version}, {"license", {{"name", "Apache-2.0"}}}}},
        {"paths", std::move(paths)},
        {"components",
         {{"schemas", std::move(components)},
          {"securitySchemes", {{"key", {{"type", "http"}, {"scheme", "bearer"}}}}}}}};
    return to_json(document);
}

} // namespace taraba::http
