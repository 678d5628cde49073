using System.Diagnostics;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.Notices.Layout;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Api.Sheets;
using Lecce.Riscossione.Bench.Ceilings;
using Lecce.Riscossione.Bench.Scenes;

namespace Lecce.Riscossione.Bench.Benches;

/// <summary>
/// Notices a second on one thread, of one page with QR code and Data Matrix: each a file of its own, then all in one file, where fonts are
/// embedded once. The product starts from the document as the database gives it and tags what it draws; SkiaSharp is handed the finished
/// layout with its codes already computed, and only draws.
/// </summary>
internal static class NoticesBench
{
    private const int Seed = 6;
    private const double Goal = 2;
    private const string Title = "Avviso di pagamento";
    private static readonly NoticeWish Wish = new(null, "it");

    public static async Task<IReadOnlyList<Result>> Measure(Stage stage)
    {
        var run = new PrintRun(Seed);
        var documents = Enumerable.Range(0, stage.Sizes.Notices).Select(run.Document).ToList();
        var pages = documents.ConvertAll(LaidOut);
        using var skia = new SkiaPage();
        var alone = await SideBySide(
            stage.Sizes,
            file => documents.ForEach(document => Fresh(file, () => NoticeRenderer.Write(file, ContentOf(document)))),
            file => pages.ForEach(own => Fresh(file, () => skia.Write(file, Title, own)))
        );
        IReadOnlyList<Page> all = [.. pages.SelectMany(own => own)];
        var merged = await SideBySide(stage.Sizes, file => Merge(file, documents), file => skia.Write(file, Title, all));
        return [Result.AtLeast("notices", alone, "avvisi/s", Goal), Result.AtLeast("notices-merged", merged, "avvisi/s", Goal)];
    }

    private static async Task<Pairs> SideBySide(Sizes sizes, Action<MemoryStream> product, Action<MemoryStream> ceiling)
    {
        using var file = new MemoryStream(16 * 1024 * 1024);
        var began = Stopwatch.GetTimestamp();
        do
        {
            await Turn(product);
            await Turn(ceiling);
        } while (Stopwatch.GetElapsedTime(began) < sizes.WarmUp);

        return await Pairs.Take(sizes.Rounds, () => Turn(product), () => Turn(ceiling));

        Task<double> Turn(Action<MemoryStream> write)
        {
            var start = Stopwatch.GetTimestamp();
            Fresh(file, () => write(file));
            return Task.FromResult(sizes.Notices / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    private static void Fresh(MemoryStream file, Action write)
    {
        file.SetLength(0);
        write();
    }

    private static void Merge(Stream file, IReadOnlyList<StoredDocument> documents)
    {
        using var merged = new PdfDocument(file, new PdfMetadata(Title, NoticeWords.Italian.Language));
        foreach (var document in documents)
        {
            NoticeRenderer.Write(merged, ContentOf(document));
        }

        merged.Finish();
    }

    private static NoticeContent ContentOf(StoredDocument document) => NoticeContent.Of(document, PrintRun.Issuer, Wish, PrintRun.Now);

    /// <summary>The pages with every code computed.</summary>
    private static IReadOnlyList<Page> LaidOut(StoredDocument document)
    {
        var content = ContentOf(document);
        _ = content.Whole!.QrModules;
        _ = content.Whole.Bulletin!.Modules;
        return NoticeLayout.Of(content);
    }
}
