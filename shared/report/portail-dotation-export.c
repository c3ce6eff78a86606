/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-dotation-export.h"

#include <string.h>

#include "shared/report/portail-dotation-report.h"
#include "shared/report/portail-fiche-impot.h"
#include "shared/report/portail-report-pdf.h"
#include "shared/report/portail-workbook-xlsx.h"

typedef struct
{
  const char *name;
  PortailReport *(*make) (const PortailDotationReportSource *source);
} Kind;

static const Kind kinds[PORTAIL_DOTATION_EXPORT_N_KINDS] = {
  [PORTAIL_DOTATION_EXPORT_FICHE_IMPOT] = { "fiche-impot", portail_fiche_impot_new },
  [PORTAIL_DOTATION_EXPORT_DOTATION] = { "dotation", portail_dotation_report_new },
};

typedef struct
{
  const char *extension;
  const char *media_type;
} Format;

static const Format formats[PORTAIL_DOTATION_EXPORT_N_FORMATS] = {
  [PORTAIL_DOTATION_EXPORT_PDF] = { "pdf", "application/pdf" },
  [PORTAIL_DOTATION_EXPORT_XLSX] = { "xlsx",
                                     "application/"
                                     "vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  [PORTAIL_DOTATION_EXPORT_CSV] = { "csv", "text/csv; charset=utf-8" },
};

gboolean
portail_dotation_export_kind_from_name (const char *name, PortailDotationExportKind *kind)
{
  for (int i = 0; i < PORTAIL_DOTATION_EXPORT_N_KINDS; i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      {
        *kind = (PortailDotationExportKind) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
portail_dotation_export_format_from_file_name (const char *name,
                                               PortailDotationExportFormat *format)
{
  const char *dot = strrchr (name, '.');

  for (int i = 0; dot != NULL && i < PORTAIL_DOTATION_EXPORT_N_FORMATS; i++)
    if (g_ascii_strcasecmp (formats[i].extension, dot + 1) == 0)
      {
        *format = (PortailDotationExportFormat) i;
        return TRUE;
      }
  return FALSE;
}

const char *
portail_dotation_export_format_get_extension (PortailDotationExportFormat format)
{
  return formats[format].extension;
}

const char *
portail_dotation_export_format_get_media_type (PortailDotationExportFormat format)
{
  return formats[format].media_type;
}

PortailReport *
portail_dotation_export_make_report (const PortailDotationReportSource *source,
                                     PortailDotationExportKind kind)
{
  return kinds[kind].make (source);
}

static void
copy_entries (PortailDotationWorkbookEntry *to, const GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    {
      const PortailDotationEntry *entry = g_ptr_array_index (from, i);

      to[i] = (PortailDotationWorkbookEntry){ entry->date, entry->justificatif, entry->montant };
    }
}

PortailDotationWorkbookSource
portail_dotation_export_get_workbook_source (const PortailDotationReportSource *source,
                                             PortailDotationWorkbookEntry **entries)
{
  const GPtrArray *depenses = source->sheet->depenses;
  const GPtrArray *retraits = source->sheet->retraits;

  *entries = g_new0 (PortailDotationWorkbookEntry, depenses->len + retraits->len);
  copy_entries (*entries, depenses);
  copy_entries (*entries + depenses->len, retraits);
  return (PortailDotationWorkbookSource){
    .enterprise = source->enterprise,
    .period = source->sheet->dotation->period,
    .sheet = &source->figures->sheet,
    .results = source->figures->results,
    .chain = &source->figures->chain,
    .depenses = *entries,
    .n_depenses = depenses->len,
    .retraits = *entries + depenses->len,
    .n_retraits = retraits->len,
  };
}

static GBytes *
export_pdf (const PortailDotationReportSource *source,
            PortailDotationExportKind kind,
            GError **error)
{
  g_autoptr (PortailReportPages) pages = portail_report_pages_new (
      portail_dotation_export_make_report (source, kind));

  return portail_report_to_pdf (pages, error);
}

static GBytes *
export_workbook (const PortailDotationReportSource *source,
                 PortailDotationExportFormat format,
                 GError **error)
{
  g_autofree PortailDotationWorkbookEntry *entries = NULL;
  PortailDotationWorkbookSource workbook_source = portail_dotation_export_get_workbook_source (
      source, &entries);
  g_autoptr (PortailWorkbook) workbook = NULL;
  char *text;

  if (format == PORTAIL_DOTATION_EXPORT_CSV)
    {
      text = portail_dotation_workbook_to_text (&workbook_source, PORTAIL_TEXT_FORMAT_CSV, error);
      return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
    }
  workbook = portail_dotation_workbook_new (&workbook_source);
  return portail_workbook_to_xlsx (workbook, source->generated_at, error);
}

GBytes *
portail_dotation_export (const PortailDotationReportSource *source,
                         PortailDotationExportKind kind,
                         PortailDotationExportFormat format,
                         GError **error)
{
  return format == PORTAIL_DOTATION_EXPORT_PDF ? export_pdf (source, kind, error)
                                               : export_workbook (source, format, error);
}

char *
portail_dotation_export_dup_file_name (const PortailDotationReportSource *source,
                                       PortailDotationExportKind kind,
                                       PortailDotationExportFormat format)
{
  static const char dotation[] = "dotation";
  g_autofree char *name = portail_dotation_workbook_dup_file_name (
      source->enterprise, source->sheet->dotation->period, formats[format].extension);

  if (format != PORTAIL_DOTATION_EXPORT_PDF || !g_str_has_prefix (name, dotation))
    return g_steal_pointer (&name);
  return g_strconcat (kinds[kind].name, name + strlen (dotation), NULL);
}
