#include "api/crud.hpp"
#include "api/panel/routes.hpp"
#include "shop/messages/message.hpp"
#include "shop/messages/message_log.hpp"
#include "shop/messages/template.hpp"
#include "shop/orders/order.hpp"

namespace taraba::api::panel {

using messages::MessageChannel;

namespace {

struct SendTemplate {
    std::string template_; ///< code
    std::optional<MessageChannel> channel;
};
BOOST_DESCRIBE_STRUCT(SendTemplate, (), (template_, channel))

} // namespace

void add_messages(Api& api) {
    api.post<SendTemplate, Nothing>(
        "/api/v1/orders/{id}/messages",
        {"Send the buyer a message by a template, such as the link to pay", "messages",
         "orders.edit"},
        [](const Scope& scope, const In<SendTemplate>& in) -> Result<void> {
            TRY(id, in.template id<OrderId>());
            const auto sent = scope.create([&](db::Transaction& tx) -> Result<SendTemplate> {
                MUST(orders::must_find(tx, scope, id));
                if (!messages::send_later(tx, scope, id, in.body.template_,
                                          messages::AskedBy::person, in.body.channel))
                    return invalid_field("template",
                                         "The shop has no such template for this way out.");
                return in.body;
            });
            if (!sent) return Failure(sent.error());
            return {};
        },
        204);
    api.post<Nothing, Nothing>(
        "/api/v1/messages/{id}/resend", {"Send a message again", "messages", "orders.edit"},
        [](const Scope& scope, const In<>& in) -> Result<void> {
            TRY(id, in.id<MessageId>());
            const auto sent = scope.write([&](db::Transaction& tx) -> Result<bool> {
                MUST(messages::resend(tx, scope, id));
                return true;
            });
            if (!sent) return Failure(sent.error());
            return {};
        },
        204);
    api.get<messages::LogFilter, messages::LogPage>(
        "/api/v1/messages",
        {"What was sent to buyers, newest first: by channel, state, template, recipient or order",
         "messages", "orders.read"},
        [](const Scope& scope, const In<Nothing, messages::LogFilter>& in) {
            return messages::log(scope, in.query);
        });
}

} // namespace taraba::api::panel
