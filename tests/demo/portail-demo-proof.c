/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/demo/portail-demo-proof.h"

#include <errno.h>
#include <string.h>

#include "shared/portail-i18n.h"
#include "shared/portail-number-text.h"
#include "shared/report/portail-sheet-read.h"
#include "tests/demo/portail-demo-teller.h"

/* No-break and narrow no-break. */
#define HARD_SPACES "\\x{a0}\\x{202f}"
/* Sheets of the workbook (domain.md §3.8). */
#define SYNTHESE 5

static const char *
get_title (PortailFigureId id)
{
  return _ (portail_figure_get (id)->title);
}

static gboolean
is_money (PortailFigureId id)
{
  return portail_figure_get (id)->kind == PORTAIL_FIGURE_KIND_MONEY;
}

static PortailMoney
read_money (PortailFigureId id, const char *text, PortailNumberFlags flags)
{
  PortailMoney money = PORTAIL_MONEY_ZERO;
  PortailNumberFault fault = portail_number_text_to_money (text, flags | PORTAIL_NUMBER_SIGNED,
                                                           &money);

  if (fault != PORTAIL_NUMBER_FAULT_NONE)
    portail_demo_fail ("%s: “%s” is no amount: %s", get_title (id), text,
                       portail_number_fault_get_reason (fault));
  return money;
}

/* The rest of the first of @names that begins with @start. */
static const char *
find_after (GPtrArray *names, const char *start)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_has_prefix (names->pdata[i], start))
      return (const char *) names->pdata[i] + strlen (start);
  portail_demo_fail ("the window shows no “%s”", start);
}

void
portail_demo_proof_read_window (PortailDemoProof *proof, PortailDemoDesk *desk)
{
  g_autoptr (GPtrArray) names = portail_driver_list_names (desk->driver, ATSPI_ROLE_LIST_ITEM);

  *proof = (PortailDemoProof){ 0 };
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    {
      g_autofree char *start = g_strconcat (get_title (id), ", ", NULL);

      if (is_money (id))
        proof->money[id] = read_money (id, find_after (names, start), PORTAIL_NUMBER_UNSIGNED);
    }
}

/* The amount at the end of the line of @text that begins with the figure's title. */
static PortailMoney
find_in_text (PortailFigureId id, const char *text)
{
  g_autofree char *title = g_regex_escape_string (get_title (id), -1);
  g_autofree char *pattern = g_strdup_printf ("^ *%s .*?([-−]?\\d[\\d %s]*(,\\d\\d)?[ %s]?\\$) *$",
                                              title, HARD_SPACES, HARD_SPACES);
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *amount = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    portail_demo_fail ("the PDF has no line “%s”: %s", get_title (id), text);
  amount = g_match_info_fetch (match, 1);
  return read_money (id, g_strstrip (amount), PORTAIL_NUMBER_UNSIGNED);
}

void
portail_demo_proof_read_pdf (PortailDemoProof *proof, const char *path)
{
  g_autofree char *checked = portail_demo_run ((const char *[]){ "qpdf", "--check", path, NULL });
  g_autofree char *text = portail_demo_run (
      (const char *[]){ "pdftotext", "-layout", path, "-", NULL });

  *proof = (PortailDemoProof){ 0 };
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    if (is_money (id))
      proof->money[id] = find_in_text (id, text);
}

/* LibreOffice then calculates every formula anew. Its profile's address, owned. */
static char *
make_office_profile (const char *state)
{
  static const char settings[] =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">"
      "<item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\">"
      "<prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\"><value>0</value></prop></item>"
      "</oor:items>";
  g_autofree char *profile = g_build_filename (state, "office", NULL);
  g_autofree char *user = g_build_filename (profile, "user", NULL);
  g_autofree char *path = g_build_filename (user, "registrymodifications.xcu", NULL);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (user, 0700) != 0)
    portail_demo_fail ("%s: %s", user, g_strerror (errno));
  g_file_set_contents (path, settings, -1, &error);
  portail_demo_check (error);
  return g_strconcat ("-env:UserInstallation=file://", profile, NULL);
}

/* The sheets of the workbook @path as LibreOffice calculates them. */
static GPtrArray *
recalculate (const char *path, const char *state)
{
  g_autofree char *profile = make_office_profile (state);
  g_autofree char *output = portail_demo_run (
      (const char *[]){ "soffice", profile, "--headless", "--norestore", "--convert-to", "ods",
                        "--outdir", state, path, NULL });
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *converted = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *sheets;
  char *content = NULL;
  gsize n_bytes = 0;

  strcpy (strrchr (name, '.'), ".ods");
  converted = g_build_filename (state, name, NULL);
  g_file_get_contents (converted, &content, &n_bytes, &error);
  portail_demo_check (error);
  bytes = g_bytes_new_take (content, n_bytes);
  sheets = portail_sheet_read (bytes, &error);
  portail_demo_check (error);
  return sheets;
}

static PortailMoney
find_in_table (PortailFigureId id, const PortailTextTable *table)
{
  for (guint row = 0; row < portail_text_table_get_n_rows (table); row++)
    if (g_str_equal (portail_text_table_get_cell (table, row, 0)->text, get_title (id)))
      return read_money (id, portail_text_table_get_cell (table, row, 1)->text,
                         PORTAIL_NUMBER_PLAIN);
  portail_demo_fail ("the workbook has no line “%s”", get_title (id));
}

void
portail_demo_proof_read_workbook (PortailDemoProof *proof, const char *path, const char *state)
{
  g_autoptr (GPtrArray) sheets = recalculate (path, state);

  *proof = (PortailDemoProof){ 0 };
  if (sheets->len <= SYNTHESE)
    portail_demo_fail ("the workbook has %u sheets only", sheets->len);
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    if (is_money (id))
      proof->money[id] = find_in_table (id, sheets->pdata[SYNTHESE]);
}

void
portail_demo_proof_save (const PortailDemoProof *proof, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, (const char *) proof->money, sizeof proof->money, &error);
  portail_demo_check (error);
}

void
portail_demo_proof_load (PortailDemoProof *proof, const char *path)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes = 0;

  g_file_get_contents (path, &content, &n_bytes, &error);
  portail_demo_check (error);
  if (n_bytes != sizeof proof->money)
    portail_demo_fail ("%s is no list of figures", path);
  memcpy (proof->money, content, n_bytes);
}

void
portail_demo_proof_compare (const PortailDemoProof *expected,
                            const PortailDemoProof *found,
                            const char *what)
{
  for (int id = 0; id < PORTAIL_N_FIGURES; id++)
    if (expected->money[id].cents != found->money[id].cents)
      {
        g_autofree char *wanted = portail_money_to_text (expected->money[id]);
        g_autofree char *other = portail_money_to_text (found->money[id]);

        portail_demo_fail ("%s: the window says %s, %s says %s", get_title (id), wanted, what,
                           other);
      }
}
