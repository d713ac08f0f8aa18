// Fuzzes the statements of banks: whatever the file, it is read or refused.

#include "shop/payments/statement_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    (void)taraba::payments::read_statement(std::string(reinterpret_cast<const char*>(data), size),
                                           taraba::ron);
    return 0;
}
