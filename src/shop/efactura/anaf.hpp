#pragma once

#include "base/form.hpp"
#include "base/refusal.hpp"
#include "base/shape.hpp"
#include "base/time.hpp"

#include <string>
#include <vector>

// Port: the web service of RO e-Factura (authorities/anaf_efactura.cpp), as ANAF describes it
// (mfinante.gov.ro, e-Factura, "Prezentare API": upload, stareMesaj, descarcare,
// listaMesajeFactura).

namespace taraba::efactura {

/// What refusals call the ministry's service.
inline constexpr const char* authority = "ANAF";

/// The service with a sign-in. Each call takes half a minute at most.
struct Anaf {
    std::string base;  ///< https://api.anaf.ro/prod/FCTEL/rest
    std::string token; ///< access token
};

struct Uploaded {
    std::string index; ///< id_incarcare; empty when it was refused
    std::string error;
};
/// Refuses with `authority_down` when nothing was sent, `authority_unclear` when it may have
/// arrived, `authority_sign_in` when the token is not taken, `authority_busy` when ANAF says that
/// it was asked too often: nothing was taken then.
Result<Uploaded> upload(const Anaf& anaf, const std::string& cif, bool person, bool abroad,
                        const std::string& xml);

enum class Progress { in_work, accepted, refused };
struct Asked {
    Progress progress = Progress::in_work;
    std::string download_id; ///< of the signed answer, or of the mistakes
    std::string error;       ///< when it was refused without an answer to download
};
Result<Asked> state_of(const Anaf& anaf, const std::string& upload_index);

/// The ZIP: the document and the ministry's signature, or the list of mistakes.
Result<std::string> download(const Anaf& anaf, const std::string& download_id);
/// The mistakes in a downloaded answer; empty when it holds none.
std::string mistakes_in(const std::string& zip);
/// The number of the invoice in a downloaded answer; empty when it holds none.
std::string invoice_number_in(const std::string& zip);

struct AnafMessage {
    std::int64_t id = 0; ///< to download it by
    std::string kind;    ///< FACTURA TRIMISA, FACTURA PRIMITA, ERORI FACTURA
    std::string upload_index;
    std::string sender; ///< CUI
    std::string details;
    Instant made_at{};
};
BOOST_DESCRIBE_STRUCT(AnafMessage, (), (id, kind, upload_index, sender, details, made_at))
/// Those of the last days, 1 to 60.
Result<std::vector<AnafMessage>> messages(const Anaf& anaf, const std::string& cif, int days);

/// Where and as whom the shop's registered application signs in (authorities/anaf_sign_in.cpp).
struct AnafApplication {
    std::string base; ///< https://logincert.anaf.ro/anaf-oauth2/v1
    std::string client_id;
    std::string client_secret;
    Millis timeout{};
};
struct AnafTokens {
    std::string access;
    std::string renewal;
    std::chrono::seconds lasts{};
};
/// Trades a code or what renews (`form`, RFC 6749) for tokens. Refuses with `authority_refused`,
/// `authority_down` and `authority_unclear`.
Result<AnafTokens> ask_for_tokens(const AnafApplication& application, Fields form);

} // namespace taraba::efactura
