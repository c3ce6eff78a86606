/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-report-ornament.h"

#include <math.h>

#include "shared/portail-i18n.h"

#define TITLE_RULE_HEIGHT 2.0
#define BADGE_PADDING_X   7.0
#define BADGE_PADDING_Y   2.5
#define BADGE_GAP         6.0
#define CARD_GAP          8.0
#define CARD_PADDING      7.0
#define CARD_MIN_WIDTH    118.0
#define NOTICE_PADDING    7.0
#define NOTICE_BAR        3.0
#define SIGNATURE_HEIGHT  78.0
#define SIGNATURE_GAP     18.0
#define MARGIN_TEXT_RISE  12.0

static double
set (const PortailReportCanvas *canvas,
     const char *text,
     const PortailReportForm *form,
     PortailReportPoint place)
{
  if (canvas->cr != NULL)
    return portail_report_setter_draw (canvas->setter, canvas->cr, text, form, place);
  if (*text == '\0')
    return 0;
  return portail_report_setter_measure (canvas->setter, text, form).height;
}

static double
set_tagged (const PortailReportCanvas *canvas,
            const char *tag,
            const char *text,
            const PortailReportForm *form,
            PortailReportPoint place)
{
  double height;

  if (canvas->cr != NULL)
    cairo_tag_begin (canvas->cr, tag, NULL);
  height = set (canvas, text, form, place);
  if (canvas->cr != NULL)
    cairo_tag_end (canvas->cr, tag);
  return height;
}

static void
fill (const PortailReportCanvas *canvas,
      PortailReportColour colour,
      PortailReportPoint place,
      PortailReportSize size)
{
  if (canvas->cr == NULL)
    return;
  portail_report_set_colour (canvas->cr, colour);
  cairo_rectangle (canvas->cr, place.x, place.y, size.width, size.height);
  cairo_fill (canvas->cr);
}

static void
frame (const PortailReportCanvas *canvas,
       PortailReportColour colour,
       PortailReportPoint place,
       PortailReportSize size)
{
  if (canvas->cr == NULL)
    return;
  portail_report_set_colour (canvas->cr, colour);
  cairo_set_line_width (canvas->cr, 0.7);
  cairo_rectangle (canvas->cr, place.x + 0.35, place.y + 0.35, size.width - 0.7, size.height - 0.7);
  cairo_stroke (canvas->cr);
}

static PortailReportColour
get_colour (PortailReportEmphasis emphasis)
{
  static const PortailReportColour colours[] = {
    [PORTAIL_REPORT_NORMAL] = PORTAIL_REPORT_COLOUR_INK,
    [PORTAIL_REPORT_STRONG] = PORTAIL_REPORT_COLOUR_PRIMARY,
    [PORTAIL_REPORT_NEGATIVE] = PORTAIL_REPORT_COLOUR_NEGATIVE,
    [PORTAIL_REPORT_ALERT] = PORTAIL_REPORT_COLOUR_ALERT,
  };

  return colours[emphasis];
}

/* One badge with its right edge at @place. */
static PortailReportSize
set_badge (const PortailReportCanvas *canvas,
           const PortailReportBadge *badge,
           PortailReportPoint place)
{
  PortailReportForm form = { .face = PORTAIL_REPORT_FACE_BADGE,
                             .colour = get_colour (badge->emphasis) };
  PortailReportSize text = portail_report_setter_measure (canvas->setter, badge->text, &form);
  PortailReportSize size = { text.width + 2 * BADGE_PADDING_X, text.height + 2 * BADGE_PADDING_Y };

  place.x -= size.width;
  frame (canvas, form.colour, place, size);
  set_tagged (canvas, "P", badge->text, &form,
              (PortailReportPoint){ place.x + BADGE_PADDING_X, place.y + BADGE_PADDING_Y });
  return size;
}

double
portail_report_ornament_title (const PortailReportCanvas *canvas,
                               const PortailReport *report,
                               PortailReportPoint place)
{
  const PortailReportHead *head = portail_report_get_head (report);
  PortailReportForm form = { .face = PORTAIL_REPORT_FACE_TITLE,
                             .colour = PORTAIL_REPORT_COLOUR_PRIMARY };
  PortailReportPoint badges = { place.x + canvas->size.width, place.y + 5 };
  double top = place.y;

  form.width = canvas->size.width;
  for (guint i = 0; i < portail_report_get_n_badges (report); i++)
    {
      PortailReportSize size = set_badge (canvas, portail_report_get_badge (report, i), badges);

      badges.x -= size.width + BADGE_GAP;
      form.width -= size.width + BADGE_GAP;
    }
  form.width = MAX (form.width, canvas->size.width / 3);
  place.y += set_tagged (canvas, "H1", head->title, &form, place) + 3;
  form = (PortailReportForm){ .face = PORTAIL_REPORT_FACE_ORGANISATION,
                              .width = canvas->size.width,
                              .max_lines = 4 };
  place.y += set_tagged (canvas, "P", head->organisation, &form, place);
  form.face = PORTAIL_REPORT_FACE_PERIOD;
  form.colour = PORTAIL_REPORT_COLOUR_MUTED;
  place.y += set_tagged (canvas, "P", head->period, &form, place) + 6;
  fill (canvas, PORTAIL_REPORT_COLOUR_PRIMARY, place,
        (PortailReportSize){ canvas->size.width, TITLE_RULE_HEIGHT });
  return place.y + TITLE_RULE_HEIGHT - top;
}

double
portail_report_ornament_heading (const PortailReportCanvas *canvas,
                                 const PortailReportBlock *block,
                                 PortailReportPoint place)
{
  PortailReportForm form = {
    .face = block->level == 1 ? PORTAIL_REPORT_FACE_HEADING_1 : PORTAIL_REPORT_FACE_HEADING_2,
    .colour = PORTAIL_REPORT_COLOUR_PRIMARY,
    .width = canvas->size.width,
    .max_lines = 3,
  };

  return set_tagged (canvas, block->level == 1 ? "H2" : "H3", block->text, &form, place);
}

double
portail_report_ornament_notice (const PortailReportCanvas *canvas,
                                const PortailReportBlock *block,
                                PortailReportPoint place)
{
  PortailReportForm form = {
    .face = PORTAIL_REPORT_FACE_TEXT,
    .colour = PORTAIL_REPORT_COLOUR_INK,
    .width = canvas->size.width - 2 * NOTICE_PADDING - NOTICE_BAR,
    .max_lines = 40,
  };
  PortailReportSize size = { canvas->size.width, 0 };

  size.height = portail_report_setter_measure (canvas->setter, block->text, &form).height
                + 2 * NOTICE_PADDING;
  fill (canvas, PORTAIL_REPORT_COLOUR_PAPER, place, size);
  frame (canvas, PORTAIL_REPORT_COLOUR_LINE, place, size);
  fill (canvas, PORTAIL_REPORT_COLOUR_ALERT, place, (PortailReportSize){ NOTICE_BAR, size.height });
  set_tagged (
      canvas, "P", block->text, &form,
      (PortailReportPoint){ place.x + NOTICE_BAR + NOTICE_PADDING, place.y + NOTICE_PADDING });
  return size.height;
}

double
portail_report_ornament_signatures (const PortailReportCanvas *canvas,
                                    const PortailReportBlock *block,
                                    PortailReportPoint place)
{
  guint n = MAX (block->figures->len, 1);
  PortailReportSize size = { (canvas->size.width - (n - 1) * SIGNATURE_GAP) / n, SIGNATURE_HEIGHT };

  for (guint i = 0; i < block->figures->len; i++)
    {
      const PortailReportFigure *signature = &g_array_index (block->figures, PortailReportFigure,
                                                             i);
      PortailReportForm form = { .face = PORTAIL_REPORT_FACE_STRONG,
                                 .width = size.width - 2 * CARD_PADDING,
                                 .max_lines = 2 };
      PortailReportPoint at = { place.x + CARD_PADDING, place.y + CARD_PADDING };

      frame (canvas, PORTAIL_REPORT_COLOUR_LINE, place, size);
      at.y += set_tagged (canvas, "P", signature->label, &form, at) + 1;
      form.face = PORTAIL_REPORT_FACE_NOTE;
      form.colour = PORTAIL_REPORT_COLOUR_MUTED;
      if (signature->hint != NULL)
        set_tagged (canvas, "P", signature->hint, &form, at);
      place.x += size.width + SIGNATURE_GAP;
    }
  return size.height;
}

/* As many lines as the width asks for, and about as many cards in each. */
guint
portail_report_ornament_count_cards (const PortailReportCanvas *canvas,
                                     const PortailReportBlock *block)
{
  guint n = block->figures->len;
  guint n_fitting = MAX ((guint) ((canvas->size.width + CARD_GAP) / (CARD_MIN_WIDTH + CARD_GAP)),
                         1);
  guint n_lines = (n + n_fitting - 1) / n_fitting;

  return n_lines > 0 ? (n + n_lines - 1) / n_lines : 1;
}

/* A value that is wider than its card is set smaller. */
static void
shrink_to_fit (const PortailReportCanvas *canvas, const char *text, PortailReportForm *form)
{
  PortailReportForm natural = *form;
  double width;

  natural.width = 0;
  natural.max_lines = 0;
  width = portail_report_setter_measure (canvas->setter, text, &natural).width;
  if (width > form->width)
    form->scale = MAX (form->width / width * 0.995, 0.4);
}

static double
set_card (const PortailReportCanvas *canvas,
          const PortailReportFigure *figure,
          PortailReportPoint place,
          PortailReportSize size)
{
  gboolean is_main = figure->emphasis == PORTAIL_REPORT_STRONG;
  PortailReportForm form = {
    .face = PORTAIL_REPORT_FACE_NOTE,
    .colour = is_main ? PORTAIL_REPORT_COLOUR_PAPER : PORTAIL_REPORT_COLOUR_MUTED,
    .width = size.width - 2 * CARD_PADDING,
    .max_lines = 2,
  };
  PortailReportPoint at = { place.x + CARD_PADDING, place.y + CARD_PADDING - 1 };

  fill (canvas, is_main ? PORTAIL_REPORT_COLOUR_PRIMARY : PORTAIL_REPORT_COLOUR_PAPER, place, size);
  frame (canvas, is_main ? PORTAIL_REPORT_COLOUR_PRIMARY : PORTAIL_REPORT_COLOUR_LINE, place, size);
  at.y += set_tagged (canvas, "Lbl", figure->label, &form, at);
  form.face = PORTAIL_REPORT_FACE_CARD;
  form.max_lines = 1;
  if (!is_main)
    form.colour = get_colour (figure->emphasis);
  shrink_to_fit (canvas, figure->value, &form);
  at.y += set_tagged (canvas, "LBody", figure->value, &form, at);
  if (figure->hint != NULL)
    {
      form = (PortailReportForm){
        .face = PORTAIL_REPORT_FACE_NOTE,
        .colour = is_main ? PORTAIL_REPORT_COLOUR_PAPER : PORTAIL_REPORT_COLOUR_MUTED,
        .width = form.width,
        .max_lines = 2,
      };
      at.y += set_tagged (canvas, "P", figure->hint, &form, at);
    }
  return at.y + CARD_PADDING - 1 - place.y;
}

double
portail_report_ornament_cards (const PortailReportCanvas *canvas,
                               const PortailReportBlock *block,
                               guint first,
                               PortailReportPoint place)
{
  PortailReportCanvas measure = { canvas->setter, NULL, canvas->size };
  guint n_per_line = portail_report_ornament_count_cards (canvas, block);
  guint end = MIN (first + n_per_line, block->figures->len);
  PortailReportSize size = { (canvas->size.width - (n_per_line - 1) * CARD_GAP) / n_per_line, 0 };

  for (guint i = first; i < end; i++)
    size.height = MAX (
        size.height,
        set_card (&measure, &g_array_index (block->figures, PortailReportFigure, i), place, size));
  for (guint i = first; i < end && canvas->cr != NULL; i++)
    {
      cairo_tag_begin (canvas->cr, "LI", NULL);
      set_card (canvas, &g_array_index (block->figures, PortailReportFigure, i), place, size);
      cairo_tag_end (canvas->cr, "LI");
      place.x += size.width + CARD_GAP;
    }
  return size.height;
}

void
portail_report_ornament_page_head (const PortailReportCanvas *canvas,
                                   const PortailReport *report,
                                   PortailReportPoint place)
{
  const PortailReportHead *head = portail_report_get_head (report);
  PortailReportForm form = { .face = PORTAIL_REPORT_FACE_MARGIN,
                             .colour = PORTAIL_REPORT_COLOUR_MUTED,
                             .max_lines = 1 };
  double third = canvas->size.width / 3;

  form.width = third;
  set (canvas, head->title, &form, place);
  form.alignment = PANGO_ALIGN_CENTER;
  set (canvas, head->organisation, &form, (PortailReportPoint){ place.x + third, place.y });
  form.alignment = PANGO_ALIGN_RIGHT;
  set (canvas, head->period, &form, (PortailReportPoint){ place.x + 2 * third, place.y });
  fill (canvas, PORTAIL_REPORT_COLOUR_PRIMARY,
        (PortailReportPoint){ place.x, place.y + MARGIN_TEXT_RISE },
        (PortailReportSize){ canvas->size.width, 0.7 });
}

void
portail_report_ornament_page_foot (const PortailReportCanvas *canvas,
                                   const PortailReport *report,
                                   const char *numbering,
                                   PortailReportPoint place)
{
  const PortailReportHead *head = portail_report_get_head (report);
  PortailReportForm form = { .face = PORTAIL_REPORT_FACE_MARGIN,
                             .colour = PORTAIL_REPORT_COLOUR_MUTED,
                             .width = canvas->size.width };
  g_autofree char *time = portail_timestamp_to_text (head->generated_at);
  g_autofree char *page = NULL;
  g_autofree char *origin = NULL;

  /* Translators: numbering of pages, `2/5`. */
  page = g_strdup_printf (_ ("Page %s"), numbering);
  /* Translators: day and time, then the version of Portail. */
  origin = g_strdup_printf (_ ("Generated on %1$s by Portail %2$s"), time, PORTAIL_VERSION);
  fill (canvas, PORTAIL_REPORT_COLOUR_LINE, place, (PortailReportSize){ canvas->size.width, 0.7 });
  place.y += 4;
  set (canvas, origin, &form, place);
  form.alignment = PANGO_ALIGN_RIGHT;
  set (canvas, page, &form, place);
}

void
portail_report_ornament_watermark (const PortailReportCanvas *canvas,
                                   const char *text,
                                   PortailReportSize page)
{
  PortailReportForm form = { .face = PORTAIL_REPORT_FACE_WATERMARK };
  PortailReportSize size = portail_report_setter_measure (canvas->setter, text, &form);
  double diagonal = hypot (page.width, page.height);

  form.scale = MIN (0.62 * diagonal / MAX (size.width, 1), 1.5);
  size.width *= form.scale;
  size.height *= form.scale;
  cairo_save (canvas->cr);
  cairo_translate (canvas->cr, page.width / 2, page.height / 2);
  cairo_rotate (canvas->cr, -atan2 (page.height, page.width));
  cairo_move_to (canvas->cr, -size.width / 2, -size.height / 2);
  portail_report_set_colour (canvas->cr, PORTAIL_REPORT_COLOUR_WATERMARK);
  pango_cairo_layout_path (canvas->cr, portail_report_setter_set (canvas->setter, text, &form));
  cairo_fill (canvas->cr);
  cairo_restore (canvas->cr);
}
