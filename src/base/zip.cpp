#include "base/zip.hpp"

#include "base/expects.hpp"

#include <zip.h>

#include <memory>

namespace taraba {

namespace {

constexpr zip_int64_t files_max = 100;
constexpr zip_uint64_t bytes_max = 20'000'000;

struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct Close {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

Failure not_a_zip() {
    return refuse(RefusalKind::invalid, "not_a_zip", "This is no ZIP archive, or a damaged one.");
}

Result<ZippedFile> read_file(zip_t* archive, zip_uint64_t index) {
    zip_stat_t about;
    if (zip_stat_index(archive, index, 0, &about) != 0 || about.size > bytes_max)
        return not_a_zip();
    const std::unique_ptr<zip_file_t, Close> file(zip_fopen_index(archive, index, 0));
    if (!file) return not_a_zip();
    ZippedFile read{about.name, std::string(about.size, '\0')};
    // The check sum is compared at the end of the file: reading on past it says whether it holds.
    char beyond = 0;
    if (zip_fread(file.get(), read.bytes.data(), about.size) !=
            static_cast<zip_int64_t>(about.size) ||
        zip_fread(file.get(), &beyond, 1) != 0)
        return not_a_zip();
    return read;
}

} // namespace

Result<std::vector<ZippedFile>> unzip(const std::string& bytes) {
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (!source) return not_a_zip();
    const std::unique_ptr<zip_t, Discard> archive(
        zip_open_from_source(source, ZIP_RDONLY, nullptr));
    if (!archive) {
        zip_source_free(source);
        return not_a_zip();
    }
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    if (count <= 0 || count > files_max) return not_a_zip();
    std::vector<ZippedFile> files;
    for (zip_int64_t i = 0; i < count; ++i) {
        TRY(file, read_file(archive.get(), static_cast<zip_uint64_t>(i)));
        files.push_back(std::move(file));
    }
    return files;
}

std::string zip(const std::vector<ZippedFile>& files) {
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, nullptr);
    expects(target != nullptr);
    zip_source_keep(target); // outlives the archive, to be read
    zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
    expects(archive != nullptr);
    for (const auto& file : files) {
        zip_source_t* content = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
        expects(zip_file_add(archive, file.name.c_str(), content, ZIP_FL_ENC_UTF_8) >= 0);
    }
    expects(zip_close(archive) == 0);
    expects(zip_source_open(target) == 0);
    zip_stat_t about;
    expects(zip_source_stat(target, &about) == 0);
    std::string bytes(about.size, '\0');
    expects(zip_source_read(target, bytes.data(), about.size) ==
            static_cast<zip_int64_t>(about.size));
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

} // namespace taraba
