/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shared/report/portail-report-page.h"

#include "shared/report/portail-report-ornament.h"
#include "shared/report/portail-report-strip.h"

/* A4 and its margins, in points. */
#define PAPER_SHORT   595.28
#define PAPER_LONG    841.89
#define MARGIN_SIDE   40.0
#define MARGIN_TOP    36.0
#define MARGIN_BOTTOM 50.0
#define HEAD_HEIGHT   24.0 /* of the line that stands on all pages but the first */

/* Where a strip stands. */
typedef struct
{
  guint strip;
  double y;
} Placement;

struct _PortailReportPages
{
  PortailReport *report;
  PortailReportSetter *setter;
  PortailReportStrips *strips;
  PortailReportSize paper;
  GPtrArray *pages;  /* of GArray of Placement */
  GArray *bookmarks; /* of PortailReportBookmark */
};

static double
get_top (guint page)
{
  return page == 0 ? MARGIN_TOP : MARGIN_TOP + HEAD_HEIGHT;
}

static PortailReportSize
get_content_size (const PortailReportPages *pages)
{
  return (PortailReportSize){ pages->paper.width - 2 * MARGIN_SIDE,
                              pages->paper.height - MARGIN_TOP - MARGIN_BOTTOM };
}

/* The page being filled. */
typedef struct
{
  PortailReportPages *pages;
  GArray *placements;
  double y;
  gboolean is_empty; /* of strips in their own place; a repeated header does not count */
} Cursor;

static void
add_bookmark (PortailReportPages *pages, const PortailReportStrip *strip, double y)
{
  PortailReportBookmark bookmark = { .page = pages->pages->len - 1, .y = y };

  if (strip->kind == PORTAIL_REPORT_STRIP_TITLE)
    bookmark.text = portail_report_get_head (pages->report)->title;
  else if (strip->kind == PORTAIL_REPORT_STRIP_HEADING)
    {
      const PortailReportBlock *block = portail_report_get_block (pages->report, strip->block);

      bookmark.text = block->text;
      bookmark.level = block->level;
    }
  else
    return;
  g_array_append_val (pages->bookmarks, bookmark);
}

static void
place (Cursor *cursor, guint index)
{
  const PortailReportStrip *strip = portail_report_strips_get (cursor->pages->strips, index);
  Placement placement = { index, cursor->y };

  if (!cursor->is_empty)
    placement.y += strip->space_before;
  g_array_append_val (cursor->placements, placement);
  cursor->y = placement.y + strip->height;
  cursor->is_empty = FALSE;
  add_bookmark (cursor->pages, strip, placement.y);
}

/* A fresh page for strip number @next, with the titles of its table when it is inside of one. */
static void
begin_page (Cursor *cursor, guint next)
{
  guint header = portail_report_strips_get (cursor->pages->strips, next)->header;

  cursor->placements = g_array_new (FALSE, FALSE, sizeof (Placement));
  g_ptr_array_add (cursor->pages->pages, cursor->placements);
  cursor->y = get_top (cursor->pages->pages->len - 1);
  cursor->is_empty = TRUE;
  if (header > 0)
    {
      place (cursor, header);
      cursor->is_empty = TRUE;
    }
}

/* The strip behind the last of those that must stay with number @first. */
static guint
find_group_end (const PortailReportStrips *strips, guint first)
{
  guint n = portail_report_strips_get_n (strips);
  guint end = first + 1;

  while (end < n && portail_report_strips_get (strips, end - 1)->keeps_next
         && !portail_report_strips_get (strips, end)->breaks_before)
    end++;
  return end;
}

static gboolean
has_room (const Cursor *cursor, guint first, guint end)
{
  double y = cursor->y;

  for (guint i = first; i < end; i++)
    {
      const PortailReportStrip *strip = portail_report_strips_get (cursor->pages->strips, i);

      y += strip->height;
      if (i > first || !cursor->is_empty)
        y += strip->space_before;
    }
  return y <= cursor->pages->paper.height - MARGIN_BOTTOM;
}

/* As many strips of a group as the rest of an empty page takes, but one in any case. Returns the
 * first that is left. */
static guint
place_part (Cursor *cursor, guint first, guint end)
{
  do
    place (cursor, first++);
  while (first < end && has_room (cursor, first, first + 1));
  return first;
}

static void
paginate (PortailReportPages *pages)
{
  guint n = portail_report_strips_get_n (pages->strips);
  Cursor cursor = { .pages = pages };
  guint next = 0;

  begin_page (&cursor, 0);
  while (next < n)
    {
      guint end = find_group_end (pages->strips, next);

      if (!cursor.is_empty
          && (portail_report_strips_get (pages->strips, next)->breaks_before
              || !has_room (&cursor, next, end)))
        begin_page (&cursor, next);
      else if (has_room (&cursor, next, end))
        while (next < end)
          place (&cursor, next++);
      else
        next = place_part (&cursor, next, end);
    }
}

PortailReportPages *
portail_report_pages_new (PortailReport *report)
{
  PortailReportPages *pages = g_rc_box_new0 (PortailReportPages);
  gboolean is_landscape = portail_report_get_head (report)->orientation == PORTAIL_REPORT_LANDSCAPE;

  pages->report = report;
  pages->paper = (PortailReportSize){ is_landscape ? PAPER_LONG : PAPER_SHORT,
                                      is_landscape ? PAPER_SHORT : PAPER_LONG };
  pages->setter = portail_report_setter_new ();
  pages->strips = portail_report_strips_new (report, pages->setter, get_content_size (pages));
  pages->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  pages->bookmarks = g_array_new (FALSE, TRUE, sizeof (PortailReportBookmark));
  paginate (pages);
  return pages;
}

PortailReportPages *
portail_report_pages_ref (PortailReportPages *pages)
{
  return g_rc_box_acquire (pages);
}

static void
clear (gpointer box)
{
  PortailReportPages *pages = box;

  g_ptr_array_unref (pages->pages);
  g_array_unref (pages->bookmarks);
  portail_report_strips_free (pages->strips);
  portail_report_setter_free (pages->setter);
  portail_report_free (pages->report);
}

void
portail_report_pages_unref (PortailReportPages *pages)
{
  g_rc_box_release_full (pages, clear);
}

const PortailReport *
portail_report_pages_get_report (const PortailReportPages *pages)
{
  return pages->report;
}

guint
portail_report_pages_get_n (const PortailReportPages *pages)
{
  return pages->pages->len;
}

double
portail_report_pages_get_width (const PortailReportPages *pages)
{
  return pages->paper.width;
}

double
portail_report_pages_get_height (const PortailReportPages *pages)
{
  return pages->paper.height;
}

const GArray *
portail_report_pages_get_bookmarks (const PortailReportPages *pages)
{
  return pages->bookmarks;
}

static void
draw_margins (const PortailReportPages *pages, guint page, const PortailReportCanvas *canvas)
{
  const PortailReportHead *head = portail_report_get_head (pages->report);
  g_autofree char *numbering = g_strdup_printf ("%u/%u", page + 1, pages->pages->len);

  if (head->watermark != NULL)
    portail_report_ornament_watermark (canvas, head->watermark, pages->paper);
  if (page > 0)
    portail_report_ornament_page_head (canvas, pages->report,
                                       (PortailReportPoint){ MARGIN_SIDE, MARGIN_TOP - 6 });
  portail_report_ornament_page_foot (
      canvas, pages->report, numbering,
      (PortailReportPoint){ MARGIN_SIDE, pages->paper.height - MARGIN_BOTTOM + 12 });
}

void
portail_report_pages_draw (const PortailReportPages *pages, guint page, cairo_t *cr)
{
  const GArray *placements = g_ptr_array_index (pages->pages, page);
  PortailReportCanvas canvas = { pages->setter, cr, get_content_size (pages) };
  const char *container = NULL;
  guint open_block = G_MAXUINT;

  cairo_save (cr);
  draw_margins (pages, page, &canvas);
  for (guint i = 0; i < placements->len; i++)
    {
      const Placement *placement = &g_array_index (placements, Placement, i);
      guint block = portail_report_strips_get (pages->strips, placement->strip)->block;

      if (container != NULL && block != open_block)
        cairo_tag_end (cr, container);
      if (i == 0 || block != open_block)
        {
          container = portail_report_strips_get_container (pages->strips, placement->strip);
          open_block = block;
          if (container != NULL)
            cairo_tag_begin (cr, container, NULL);
        }
      portail_report_strips_draw (pages->strips, placement->strip, cr,
                                  (PortailReportPoint){ MARGIN_SIDE, placement->y });
    }
  if (container != NULL)
    cairo_tag_end (cr, container);
  cairo_restore (cr);
}
