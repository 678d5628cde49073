using System.Globalization;
using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using static Lecce.Riscossione.Api.Sheets.Geometry;

namespace Lecce.Riscossione.Api.Notices.Layout;

/// <summary>Lays out the pages of a notice: the modules of the official model, in its order and sizes.</summary>
internal static class NoticeLayout
{
    private const int MaxColumns = 3;
    private static readonly Length Floor = PageHeight - Pt(180);

    public static IReadOnlyList<Page> Of(NoticeContent content)
    {
        var (front, bulletinsToCome) = Front(content);
        var pages = new List<Page> { front };
        if (bulletinsToCome.Count > 0)
        {
            pages.Add(Bulletins(content, bulletinsToCome));
        }

        if (!content.OneOfPlan)
        {
            pages.AddRange(InstallmentPages(content));
        }

        return pages;
    }

    /// <summary>
    /// The first page, and the parts whose bulletins follow on the next page: those of a fine, or one for which long texts leave no room.
    /// </summary>
    private static (Page Page, IReadOnlyList<NoticePart> BulletinsToCome) Front(NoticeContent content, bool withBulletin = true)
    {
        var sheet = new Sheet();
        var frame = new NoticeFrame(sheet, content);
        var y = new NoticeFront(frame).Write();
        var single = content switch
        {
            { OneOfPlan: true } => content.Installments[0],
            { Reduced: { } reduced, Whole: null } => reduced,
            { Reduced: null } => content.Whole,
            _ => null,
        };
        if (single is not null || content.Reduced is not null)
        {
            var place = new Place(NoticeFrame.Left, y, NoticeFrame.Right - NoticeFrame.Left);
            y = place.Y + frame.Both(place, InvitationOf(content), Styles.Invitation, Styles.InvitationSecond, 1) + Pt(60);
        }

        if (single is not null)
        {
            y = new NoticeStrips(frame).Whole(single, y);
        }
        else if (content is { Reduced: { } reduced, Whole: { } whole })
        {
            y = new NoticeStrips(frame).Columns([reduced, whole], 2, y);
        }

        IReadOnlyList<NoticePart> parts = single is null ? [.. new[] { content.Reduced, content.Whole }.OfType<NoticePart>()] : [single];
        IReadOnlyList<NoticePart> bulletins = [.. parts.Where(part => part.Bulletin is not null)];
        if (withBulletin && single?.Bulletin is { } bulletin)
        {
            y = new NoticeBulletins(frame).Write(single, bulletin, y);
            if (y > Floor)
            {
                return Front(content, withBulletin: false);
            }

            bulletins = [];
        }

        if (!content.OneOfPlan)
        {
            new NoticePlan(frame).WriteIfRoom(y, Floor);
        }

        return (sheet.Page, bulletins);
    }

    private static Func<NoticeWords, string> InvitationOf(NoticeContent content) =>
        content.Installments.Count > 0 && !content.OneOfPlan ? words => words.UsePartOfInstallment : words => words.UsePart;

    private static Page Bulletins(NoticeContent content, IReadOnlyList<NoticePart> parts)
    {
        var sheet = new Sheet();
        var frame = new NoticeFrame(sheet, content);
        var y = frame.Header(content.Subject, again: true);
        foreach (var part in parts)
        {
            y = part.Bulletin is { } bulletin ? new NoticeBulletins(frame).Write(part, bulletin, y) + Pt(150) : y;
        }

        return sheet.Page;
    }

    private static IEnumerable<Page> InstallmentPages(NoticeContent content)
    {
        var (from, installments) = (0, content.Installments);
        while (from < installments.Count)
        {
            var (page, count) = InstallmentPage(content, from);
            yield return page;
            from += count;
        }
    }

    /// <summary>The page with the most installments from there on: rows of three, two or one, as many as fit.</summary>
    private static (Page Page, int Count) InstallmentPage(NoticeContent content, int from)
    {
        var left = content.Installments.Count - from;
        // Four installments make two rows of two, not three and one.
        for (var columns = left is 2 or 4 ? 2 : Math.Min(MaxColumns, left); ; columns--)
        {
            var maxParts = content.HasPostal ? columns : columns * MaxColumns;
            for (var count = Math.Min(maxParts, left); count > 0; count -= Math.Min(columns, count))
            {
                var (page, bottom) = InstallmentPage(content, [.. content.Installments.Skip(from).Take(count)], columns);
                if (bottom <= Floor || columns == 1)
                {
                    return (page, count);
                }
            }
        }
    }

    private static (Page Page, Length Bottom) InstallmentPage(NoticeContent content, IReadOnlyList<NoticePart> parts, int columns)
    {
        var sheet = new Sheet();
        var frame = new NoticeFrame(sheet, content);
        var y = frame.Header(NoticeText.Shortened($"{ListOf(parts)} – {content.Subject}", 130), again: true);
        var invitation = new Place(NoticeFrame.Left, Pt(1025), NoticeFrame.Right - NoticeFrame.Left);
        frame.Both(invitation, words => words.UsePartOfInstallment, Styles.Small, Styles.SmallSecond, 1);
        if (columns == 1)
        {
            y = new NoticeStrips(frame).Whole(parts[0], y);
        }
        else
        {
            foreach (var row in parts.Chunk(columns))
            {
                y = new NoticeStrips(frame).Columns(row, columns, y);
            }
        }

        foreach (var part in parts)
        {
            y = part.Bulletin is { } bulletin ? new NoticeBulletins(frame).Write(part, bulletin, y) : y;
        }

        return (sheet.Page, y);
    }

    private static string ListOf(IReadOnlyList<NoticePart> parts)
    {
        var words = NoticeWords.Italian;
        if (parts is [var only])
        {
            return NoticeFrame.NameOf(only, words);
        }

        var numbers = parts.Select(part => string.Format(CultureInfo.InvariantCulture, words.Nth, part.Position)).ToList();
        var list = $"{string.Join(", ", numbers.SkipLast(1))} {words.And} {numbers[^1]}";
        return string.Format(CultureInfo.InvariantCulture, words.Installments, list);
    }
}
