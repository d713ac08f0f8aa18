#pragma once

// A partner that answers as a test says: over real HTTP on 127.0.0.1, one call after another.

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace taraba::support {

class FakePartner {
public:
    struct Asked {
        std::string method;
        std::string path; ///< with its query
        std::string body;
    };
    struct Said {
        int status = 200;
        std::string body;
        std::string type = "application/json";
        bool hangs_up = false; ///< in place of an answer
    };
    /// `answer` is called on a thread of the partner's own.
    explicit FakePartner(std::function<Said(const Asked&)> answer);
    ~FakePartner();
    FakePartner(const FakePartner&) = delete;
    FakePartner& operator=(const FakePartner&) = delete;

    std::string url() const;
    std::vector<Asked> asked() const;

private:
    void serve(int connection);

    std::function<Said(const Asked&)> answer_;
    int listener_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<Asked> asked_;
    std::thread thread_;
};

} // namespace taraba::support
