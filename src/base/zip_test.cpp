#include "base/zip.hpp"

#include <gtest/gtest.h>

namespace taraba {

TEST(Zip, what_goes_in_comes_out) {
    const std::string binary("\0\xff\n\r", 4);
    const auto files = unzip(zip({{"a.xml", "<a>șț</a>"}, {"b/c.bin", binary}, {"empty", ""}}));
    ASSERT_TRUE(files);
    ASSERT_EQ(files->size(), 3u);
    EXPECT_EQ((*files)[0].name, "a.xml");
    EXPECT_EQ((*files)[0].bytes, "<a>șț</a>");
    EXPECT_EQ((*files)[1].bytes, binary);
    EXPECT_EQ((*files)[2].bytes, "");
}

TEST(Zip, what_is_none_or_damaged_is_refused) {
    EXPECT_EQ(unzip("").error().code, "not_a_zip");
    EXPECT_EQ(unzip("{\"eroare\":\"Nu exista mesaj\"}").error().code, "not_a_zip");
    const std::string whole = zip({{"a.xml", std::string(5'000, 'x') + "y"}});
    EXPECT_FALSE(unzip(whole.substr(0, whole.size() - 10)));
    int refused = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        std::string damaged = whole;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x40);
        const auto files = unzip(damaged); // whatever it says, it neither crashes nor lies
        if (!files)
            ++refused;
        else if (!files->empty())
            EXPECT_EQ(files->front().bytes.size(), 5'001u);
    }
    EXPECT_GT(refused, 10);
}

} // namespace taraba
