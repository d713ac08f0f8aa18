// taraba_bench placement FOLDER [postgres://…] | list FOLDER [postgres://…] | callbacks FOLDER
// [postgres://…] | watch FOLDER [postgres://…] | reports FOLDER [postgres://…] | papers

#include "bench.hpp"

#include "base/log.hpp"
#include "http/assets.hpp"

#include <fmt/core.h>

/// Measured without the web pages.
std::span<const taraba::http::Asset> taraba::http::embedded_assets() { return {}; }

int main(int argc, char** argv) {
    using namespace taraba;
    log::start("error");
    const std::string what = argc > 1 ? argv[1] : "", folder = argc > 2 ? argv[2] : "",
                      database = argc > 3 ? argv[3] : "";
    try {
        if (what == "placement" && !folder.empty()) return bench::placement(folder, database), 0;
        if (what == "list" && !folder.empty()) return bench::list(folder, database), 0;
        if (what == "callbacks" && !folder.empty()) return bench::callbacks(folder, database), 0;
        if (what == "watch" && !folder.empty()) return bench::watch(folder, database), 0;
        if (what == "reports" && !folder.empty()) return bench::reports(folder, database), 0;
        if (what == "papers") return bench::papers(), 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "taraba_bench: {}\n", error.what());
        return 1;
    }
    fmt::print(stderr, "taraba_bench placement FOLDER [URL] | list FOLDER [URL] | callbacks FOLDER "
                       "[URL] | watch FOLDER [URL] | reports FOLDER [URL] | papers\n");
    return 1;
}
