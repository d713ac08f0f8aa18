#include "db/migrate.hpp"

#include "base/crypto.hpp"

#include <algorithm>

namespace taraba::db {

namespace {

constexpr Sql create_sql{"migrate.create", R"sql(
    CREATE TABLE IF NOT EXISTS schema_steps (
        name   TEXT   PRIMARY KEY,
        hash   TEXT   NOT NULL,
        ran_at BIGINT NOT NULL
    )
)sql"};

constexpr Sql list_sql{"migrate.list", "SELECT name, hash FROM schema_steps ORDER BY name"};

constexpr Sql insert_sql{"migrate.insert",
                         "INSERT INTO schema_steps (name, hash, ran_at) VALUES ($1, $2, $3)"};

struct Step {
    std::string name;
    std::string hash;
};
BOOST_DESCRIBE_STRUCT(Step, (), (name, hash))

/// The steps that are missing; throws on drift.
std::vector<Migration> missing(const std::vector<Step>& ran, const std::vector<Migration>& steps) {
    std::vector<Migration> left = steps;
    for (const auto& step : ran) {
        const auto known = std::find_if(left.begin(), left.end(),
                                        [&](const auto& each) { return each.name == step.name; });
        if (known == left.end())
            throw DatabaseFault("the database has the schema step " + step.name +
                                ", which this program does not know: it is older than its data");
        if (hex(sha256(known->text)) != step.hash)
            throw DatabaseFault("the schema step " + step.name +
                                " was changed after it had run on this database (drift)");
        left.erase(known);
    }
    return left;
}

} // namespace

std::string text_for(Engine engine, std::string_view text) {
    const std::string_view mark = engine == Engine::sqlite ? "-- sqlite:" : "-- postgres:";
    std::string out;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size() - 1);
        std::string_view line = text.substr(0, end + 1);
        text.remove_prefix(end + 1);
        const auto start = line.find_first_not_of(' ');
        if (start != line.npos && line.substr(start).starts_with(mark))
            line = line.substr(start + mark.size());
        out += line;
    }
    return out;
}

std::vector<std::string> migrate(Database& database, const std::vector<Migration>& steps,
                                 Instant now) {
    std::vector<std::string> names;
    const auto done = database.write([&](Transaction& tx) -> Result<bool> {
        names.clear();
        tx.change(create_sql, {});
        for (const auto& step : missing(tx.list<Step>(list_sql, {}), steps)) {
            tx.script(text_for(database.engine(), step.text));
            tx.change(insert_sql, {step.name, hex(sha256(step.text)), now});
            names.emplace_back(step.name);
        }
        return true;
    });
    expects(static_cast<bool>(done));
    return names;
}

std::vector<std::string> pending(Database& database, const std::vector<Migration>& steps) {
    try {
        const auto left = database.read(
            [&](Transaction& tx) { return missing(tx.list<Step>(list_sql, {}), steps); });
        std::vector<std::string> names;
        for (const auto& step : left)
            names.push_back(std::string(step.name) + " has not run");
        return names;
    } catch (const DatabaseFault& error) {
        return {error.what()};
    }
}

} // namespace taraba::db
