/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/portail-text-fold.h"

static void
assert_fold (const char *text, const char *expected)
{
  g_autofree char *folded = portail_text_fold (text);

  g_assert_cmpstr (folded, ==, expected);
}

static void
assert_differ (const char *one, const char *other)
{
  g_autofree char *one_key = portail_text_fold (one);
  g_autofree char *other_key = portail_text_fold (other);

  g_assert_cmpstr (one_key, !=, other_key);
}

static void
test_case_and_accents (void)
{
  assert_fold ("Élodie MARTIN", "elodie martin");
  assert_fold ("e\314\201lodie", "elodie"); /* e and a combining acute accent */
  assert_fold ("Łukasz", "lukasz");
  assert_fold ("Iñigo Peña", "inigo pena");
  assert_fold ("Cœur ÆTHER", "coeur aether");
  assert_fold ("STRASSE", "strasse");
  assert_fold ("Straße", "strasse");
  assert_fold ("Øre", "ore");
  assert_fold ("ΆΣ", "ασ");
  assert_fold ("άς", "ασ");
}

static void
test_spaces (void)
{
  assert_fold ("  Jean \t\r\n  Dupont  ", "jean dupont");
  assert_fold ("Jean\302\240Dupont", "jean dupont");
  assert_fold ("Jean\342\200\257Dupont", "jean dupont");
  assert_fold ("Jean\342\200\213Dupont", "jeandupont"); /* zero width space */
  assert_fold ("\357\273\277Jean", "jean");             /* byte order mark */
  assert_fold ("", "");
  assert_fold (" \302\240 ", "");
}

static void
test_punctuation (void)
{
  assert_fold ("Noël D’Arcy", "noel d'arcy");
  assert_fold ("D‘Arcy", "d'arcy");
  assert_fold ("Dʼarcy", "d'arcy");
  assert_fold ("Co‑Patron", "co-patron");       /* U+2011 */
  assert_fold ("Co–Patron", "co-patron");       /* U+2013 */
  assert_fold ("Co—Patron", "co-patron");       /* U+2014 */
  assert_fold ("Co−Patron", "co-patron");       /* U+2212 */
  assert_fold ("Co\302\255Patron", "copatron"); /* soft hyphen */
}

static void
test_compatibility (void)
{
  assert_fold ("Ｊｅａｎ", "jean");
  assert_fold ("ﬁn", "fin");
  assert_fold ("℡", "tel");
}

static void
test_other_scripts (void)
{
  assert_differ ("가", "거"); /* Hangul vowels */
  assert_differ ("각", "간"); /* Hangul final consonants */
  assert_differ ("が", "か"); /* Japanese voicing */
  assert_differ ("की", "का"); /* Devanagari vowels */
  assert_differ ("ก่", "ก้");   /* Thai tones */
}

static void
test_invalid (void)
{
  g_autofree char *folded = portail_text_fold ("Jean\377\300");

  g_assert_true (g_utf8_validate (folded, -1, NULL));
}

static void
test_idempotence (void)
{
  for (int n = 0; n < 50000; n++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;

      for (int i = 0; i < 6; i++)
        {
          gunichar letter = (gunichar) g_test_rand_int_range (1, 0x2fff);

          /* GLib folds the two cases of Cherokee into each other. */
          if (g_unichar_get_script (letter) != G_UNICODE_SCRIPT_CHEROKEE)
            g_string_append_unichar (text, letter);
        }
      once = portail_text_fold (text->str);
      twice = portail_text_fold (once);
      g_assert_cmpstr (once, ==, twice);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-fold/case-and-accents-do-not-count", test_case_and_accents);
  g_test_add_func ("/text-fold/spaces-of-any-kind-are-one-or-none", test_spaces);
  g_test_add_func ("/text-fold/typographic-marks-are-the-plain-ones", test_punctuation);
  g_test_add_func ("/text-fold/compatible-forms-are-the-plain-ones", test_compatibility);
  g_test_add_func ("/text-fold/letters-of-other-scripts-stay-apart", test_other_scripts);
  g_test_add_func ("/text-fold/invalid-bytes-become-valid-text", test_invalid);
  g_test_add_func ("/text-fold/folding-again-changes-nothing", test_idempotence);
  return g_test_run ();
}
