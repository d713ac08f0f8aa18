#include "base/sentence.hpp"

#include <gtest/gtest.h>

#include <string>

using namespace taraba;

TEST(Sentence, is_its_own_english) {
    EXPECT_EQ(Sentence("Sign in.").text(), "Sign in.");
    EXPECT_EQ(Sentence("Sign in.").in("en"), "Sign in.");
    EXPECT_TRUE(Sentence().empty());
    EXPECT_EQ(Sentence().in("ro"), "");
}

TEST(Sentence, is_romanian_for_those_who_read_that) {
    EXPECT_EQ(Sentence("There is no such order.").in("ro"), "Nu există această comandă.");
    EXPECT_EQ(Sentence("Nobody has translated this.").in("ro"), "Nobody has translated this.");
}

TEST(Sentence, has_its_values_as_they_are) {
    const auto sentence = said("The total is now {} {}, not {}.", std::string("12.00"), "RON", 7);
    EXPECT_EQ(sentence.text(), "The total is now 12.00 RON, not 7.");
    EXPECT_EQ(sentence.in("ro"), "Totalul este acum 12.00 RON, nu 7.");
    EXPECT_EQ(said("The shop does not sell `{}`.", "{}").in("ro"), "Magazinul nu vinde `{}`.");
}

TEST(Sentence, translates_a_sentence_within_another) {
    const auto sentence = said("{} gave no clear answer: {}", "Cargus", said("status {}", 503));
    EXPECT_EQ(sentence.text(), "Cargus gave no clear answer: status 503");
    EXPECT_EQ(sentence.in("ro"), "Cargus nu a dat un răspuns clar: starea HTTP 503");
}

TEST(Sentence, leaves_the_words_of_others_alone) {
    const auto words = as_said("There is no such order. \xff");
    EXPECT_EQ(words.in("ro"), words.text());
    EXPECT_NE(words.in("ro").find("There is no such order."), std::string::npos);
}

TEST(Sentence, the_catalogue_is_whole) { EXPECT_NO_THROW(load_sentences()); }
