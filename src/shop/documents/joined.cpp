#include "shop/documents/document.hpp"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace taraba::documents {

Result<std::string> joined(const std::vector<std::string>& documents) {
    std::vector<std::unique_ptr<QPDF>> sources; // pages live in their document until it is written
    QPDF all;
    all.emptyPDF();
    QPDFPageDocumentHelper pages(all);
    try {
        for (const auto& document : documents) {
            auto& source = sources.emplace_back(std::make_unique<QPDF>());
            source->setSuppressWarnings(true);
            source->processMemoryFile("document", document.data(), document.size());
            for (const auto& page : QPDFPageDocumentHelper(*source).getAllPages())
                pages.addPage(page, false);
        }
        QPDFWriter writer(all);
        writer.setOutputMemory();
        writer.write();
        const auto buffer = writer.getBufferSharedPointer();
        return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
    } catch (const QPDFExc& error) {
        return refuse(RefusalKind::conflict, "unreadable_document",
                      "One of the documents is no readable PDF: " + error.getMessageDetail());
    }
}

} // namespace taraba::documents
