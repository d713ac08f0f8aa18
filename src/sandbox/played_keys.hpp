#pragma once

#include <string>

namespace taraba::sandbox {

/// A key pair of the sandbox's own, made when it is first asked for and gone with the program.
struct PlayedKeys {
    std::string private_key; ///< PEM
    std::string public_key;  ///< PEM
    std::string certificate; ///< PEM, self-signed
};
/// The processors': what they sign with and what is sealed for them.
const PlayedKeys& processor_keys();
/// The merchant's, for the processor that seals its notices.
const PlayedKeys& merchant_keys();

} // namespace taraba::sandbox
