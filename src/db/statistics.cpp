#include "db/statistics.hpp"

namespace taraba::db {

void refresh_statistics(Database& database) {
    if (database.engine() != Engine::sqlite) return;
    const auto done = database.write([](Transaction& tx) -> Result<bool> {
        tx.script("PRAGMA analysis_limit = 400; ANALYZE; PRAGMA optimize");
        return true;
    });
    expects(static_cast<bool>(done));
}

} // namespace taraba::db
