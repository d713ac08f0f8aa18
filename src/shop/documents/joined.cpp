#include "shop/documents/document.hpp"

#include <memory>
#include <qpdf/qpdf-c.h>
#include <type_traits>

namespace taraba::documents {

namespace {

struct Close {
    void operator()(qpdf_data pdf) const { qpdf_cleanup(&pdf); }
};
using Pdf = std::unique_ptr<std::remove_pointer_t<qpdf_data>, Close>;

Pdf open_nothing() {
    Pdf pdf(qpdf_init());
    qpdf_silence_errors(pdf.get()); // they are asked for
    qpdf_set_suppress_warnings(pdf.get(), QPDF_TRUE);
    return pdf;
}

bool failed(QPDF_ERROR_CODE code) { return (code & QPDF_ERRORS) != 0; }

Failure unreadable(const Pdf& pdf) {
    const auto error = qpdf_get_error(pdf.get());
    return refuse(RefusalKind::conflict, "unreadable_document",
                  said("One of the documents is no readable PDF: {}",
                       as_said(error ? qpdf_get_error_message_detail(pdf.get(), error) : "")));
}

} // namespace

Result<std::string> joined(const std::vector<std::string>& documents) {
    std::vector<Pdf> sources; // pages live in their document until it is written
    const auto all = open_nothing();
    qpdf_empty_pdf(all.get());
    for (const auto& document : documents) {
        const auto& source = sources.emplace_back(open_nothing());
        if (failed(qpdf_read_memory(source.get(), "document", document.data(), document.size(),
                                    nullptr)))
            return unreadable(source);
        const int pages = qpdf_get_num_pages(source.get());
        if (pages < 0) return unreadable(source);
        for (int page = 0; page < pages; ++page)
            if (failed(qpdf_add_page(all.get(), source.get(),
                                     qpdf_get_page_n(source.get(), static_cast<size_t>(page)),
                                     QPDF_FALSE)))
                return unreadable(all);
    }
    if (failed(qpdf_init_write_memory(all.get())) || failed(qpdf_write(all.get())))
        return unreadable(all);
    return std::string(reinterpret_cast<const char*>(qpdf_get_buffer(all.get())),
                       qpdf_get_buffer_length(all.get()));
}

} // namespace taraba::documents
