using Lecce.Riscossione.Api.Notices.Layout;
using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;

namespace Lecce.Riscossione.Api.Notices;

/// <summary>Notices as PDF: one to a file, or many in one.</summary>
internal static class NoticeRenderer
{
    /// <summary>A file of its own; gives how many pages it took. The stream stays open.</summary>
    public static int Write(Stream stream, NoticeContent content)
    {
        using var document = new PdfDocument(stream, new PdfMetadata(TitleOf(content), NoticeWords.Italian.Language));
        var pages = Write(document, content);
        document.Finish();
        return pages;
    }

    /// <summary>One of several notices of a document; gives how many pages it took.</summary>
    public static int Write(PdfDocument document, NoticeContent content)
    {
        var pages = NoticeLayout.Of(content);
        using (document.Part(TitleOf(content)))
        {
            PagePainter.Paint(document, pages);
        }

        return pages.Count;
    }

    private static string TitleOf(NoticeContent content) => $"Avviso di pagamento {content.Number}";
}
