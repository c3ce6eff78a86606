/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets the text of reports: one table of styles, measured and drawn alike on every surface.
 *
 * 1. One unit is one point of paper. Measures are of the unhinted outlines, so a page breaks at the
 *    same places on screen, in a PDF and on a printer.
 * 2. Texts are plain and from strangers: never markup, and ink that leaves its lines is clipped.
 * 3. Belongs to one thread. */
#pragma once

#include <pango/pangocairo.h>

typedef enum
{
  PORTAIL_REPORT_COLOUR_INK,
  PORTAIL_REPORT_COLOUR_MUTED,
  PORTAIL_REPORT_COLOUR_PRIMARY,
  PORTAIL_REPORT_COLOUR_NEGATIVE,
  PORTAIL_REPORT_COLOUR_ALERT,
  PORTAIL_REPORT_COLOUR_PAPER,
  PORTAIL_REPORT_COLOUR_LINE,
  PORTAIL_REPORT_COLOUR_FILL,   /* behind totals and cards */
  PORTAIL_REPORT_COLOUR_HEADER, /* behind the titles of columns */
  PORTAIL_REPORT_COLOUR_WATERMARK,
  PORTAIL_REPORT_N_COLOURS,
} PortailReportColour;

void portail_report_set_colour (cairo_t *cr, PortailReportColour colour);

typedef enum
{
  PORTAIL_REPORT_FACE_TITLE,
  PORTAIL_REPORT_FACE_ORGANISATION,
  PORTAIL_REPORT_FACE_PERIOD,
  PORTAIL_REPORT_FACE_BADGE,
  PORTAIL_REPORT_FACE_HEADING_1,
  PORTAIL_REPORT_FACE_HEADING_2,
  PORTAIL_REPORT_FACE_TEXT,
  PORTAIL_REPORT_FACE_STRONG,
  PORTAIL_REPORT_FACE_NOTE,
  PORTAIL_REPORT_FACE_CARD,
  PORTAIL_REPORT_FACE_COLUMN,
  PORTAIL_REPORT_FACE_CELL,
  PORTAIL_REPORT_FACE_CELL_STRONG,
  PORTAIL_REPORT_FACE_CELL_NOTE,
  PORTAIL_REPORT_FACE_MARGIN,
  PORTAIL_REPORT_FACE_WATERMARK,
  PORTAIL_REPORT_N_FACES,
} PortailReportFace;

/* How one text is set. */
typedef struct
{
  PortailReportFace face;
  PortailReportColour colour;
  PangoAlignment alignment;
  double width;    /* points in which lines break; 0: one line of its natural width */
  double scale;    /* of the size of the face; 0 is 1 */
  guint max_lines; /* the rest becomes an ellipsis; 0: all lines */
} PortailReportForm;

typedef struct
{
  double x;
  double y;
} PortailReportPoint;

typedef struct
{
  double width;
  double height;
} PortailReportSize;

typedef struct _PortailReportSetter PortailReportSetter;

PortailReportSetter *portail_report_setter_new (void);
void portail_report_setter_free (PortailReportSetter *setter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailReportSetter, portail_report_setter_free)

/* For what sets its own texts, by @face. The setter's own, good until its next call. */
PangoContext *portail_report_setter_get_context (PortailReportSetter *setter,
                                                 PortailReportFace face);
/* @text set; the setter's own, good until its next call. */
PangoLayout *portail_report_setter_set (PortailReportSetter *setter,
                                        const char *text,
                                        const PortailReportForm *form);
PortailReportSize portail_report_setter_measure (PortailReportSetter *setter,
                                                 const char *text,
                                                 const PortailReportForm *form);
/* From the top to the baseline of the first line. */
double portail_report_setter_get_baseline (PortailReportSetter *setter,
                                           const char *text,
                                           const PortailReportForm *form);
/* @place is the upper left corner, and with a width that of the box. Returns the height. */
double portail_report_setter_draw (PortailReportSetter *setter,
                                   cairo_t *cr,
                                   const char *text,
                                   const PortailReportForm *form,
                                   PortailReportPoint place);
/* Only line number @line, from 0, with its top at @place. */
void portail_report_setter_draw_line (PortailReportSetter *setter,
                                      cairo_t *cr,
                                      PangoLayout *layout,
                                      guint line,
                                      PortailReportPoint place);
/* Heights of the lines of a layout, in points. */
double portail_report_layout_get_line_height (PangoLayout *layout, guint line);
