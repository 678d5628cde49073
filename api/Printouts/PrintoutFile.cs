using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lecce.Riscossione.Api.Printouts;

/// <summary>Renders a printout as PDF.</summary>
internal static class PrintoutFile
{
    public static FileContentHttpResult Of(Printout printout) => TypedResults.File(BytesOf(printout), "application/pdf", printout.FileName);

    public static byte[] BytesOf(Printout printout)
    {
        using var file = new MemoryStream();
        using var document = new PdfDocument(file, new PdfMetadata(printout.FileTitle, NoticeWords.Italian.Language));
        using (document.Part(printout.FileTitle))
        {
            PagePainter.Paint(document, PrintoutLayout.Of(printout));
        }

        document.Finish();
        return file.ToArray();
    }
}
