#pragma once

#include "jobs/jobs.hpp"
#include "shop/efactura/document.hpp"

// RO e-Factura: every fiscal invoice and storno goes to the ministry within five working days of
// its issue (OUG 120/2021 art. 4, as changed by OUG 138/2024; five calendar days before 2026).

namespace taraba::efactura {

enum class FilingState {
    elsewhere, ///< another programme of the shop reports it
    invalid,   ///< the ministry's rules will refuse what the invoice says; not sent
    waiting,   ///< to be sent
    sending,   ///< a call is under way
    unclear,   ///< nobody knows whether it arrived: ANAF's list is looked through
    sent,      ///< taken, being worked on there
    accepted,  ///< the signed answer is here
    refused    ///< there are mistakes in it: `error`
};
BOOST_DESCRIBE_ENUM(FilingState, elsewhere, invalid, waiting, sending, unclear, sent, accepted,
                    refused)

/// How far an invoice is on its way to the ministry.
struct Filing {
    InvoiceId invoice_id;
    FilingState state = FilingState::waiting;
    std::string number;       ///< of the invoice, as the document has it
    bool person = false;      ///< the buyer is one
    Date due_on{};            ///< the last day of the law
    std::string upload_index; ///< ANAF's number of it (id_incarcare)
    std::string download_id;  ///< of the signed answer (id_descarcare)
    std::string error;
    std::int64_t asked = 0;             ///< how often its state was asked for
    std::optional<Instant> uploaded_at; ///< when the last call began
    std::optional<Instant> answered_at;
    std::int64_t version = 1;
};
BOOST_DESCRIBE_STRUCT(Filing, (),
                      (invoice_id, state, number, person, due_on, upload_index, download_id, error,
                       asked, uploaded_at, answered_at, version))

/// The document as it is, or was, sent; made now of invoices of before. Refuses with `not_found`
/// and like document_of().
Result<std::string> xml_of(db::Transaction& tx, const shop::Scope& scope, InvoiceId id);
/// The ministry's signed answer, a ZIP. Refuses with `not_found` while there is none.
Result<std::string> answer_of(db::Transaction& tx, const shop::Scope& scope, InvoiceId id);

std::optional<Filing> find(db::Transaction& tx, ShopId shop, InvoiceId id);
/// Newest first, below an id.
std::vector<Filing> list(db::Transaction& tx, ShopId shop, std::optional<FilingState> state,
                         std::int64_t before, std::int64_t limit);
/// Of some invoices; those that were never filed are not in it.
std::map<InvoiceId, FilingState> states_of(db::Transaction& tx, ShopId shop,
                                           const std::vector<invoicing::Invoice>& invoices);
struct StateCount {
    FilingState state = FilingState::waiting;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (state, count))
/// Of those that are still to be done something about.
std::vector<StateCount> count_open(db::Transaction& tx, ShopId shop);

/// Sends it, or sends it again: one that waits for a sign-in, was refused, is invalid or unclear,
/// or was to be reported elsewhere. With an address the buyer's is mended in the document; the
/// invoice on paper stays as it was issued. Refuses with `not_found`, `already_sent` and like
/// document_of().
Result<Filing> send_again(db::Transaction& tx, const shop::Scope& scope, InvoiceId id,
                          const std::optional<shop::Address>& buyer_address);

/// What an operator can do about an error of the ministry.
enum class Advice {
    none,
    buyer_address, ///< mend it and send again
    buyer_number,  ///< a storno, and an invoice with the right tax number
    seller,        ///< the shop's own data in the settings
    rights,        ///< whoever signed in may not act for this CUI
    storno         ///< what is written on it is wrong: a storno, and a new invoice
};
BOOST_DESCRIBE_ENUM(Advice, none, buyer_address, buyer_number, seller, rights, storno)
Advice advice_for(const Filing& filing);

/// Documents are made, checked and queued in the transaction that issues. What a person or buyer
/// asks for with data that the rules refuse is refused then (`invalid_field`); what happens by
/// itself is issued, and operators are told.
void register_steps(orders::Workflow& workflow);
void register_jobs(jobs::Runner& runner, shop::Installation& installation);

/// Every hour: the sign-in is renewed before it ends, messages are fetched, those who must act are
/// told of what stands still or comes to its term.
void watch(const shop::Scope& scope);

} // namespace taraba::efactura
