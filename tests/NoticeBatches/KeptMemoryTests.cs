using Lecce.Riscossione.Api.NoticeBatches;
using Lecce.Riscossione.Api.Pdf;
using Lecce.Riscossione.Tests.Pdf;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>What stays in memory of notices that have left, weighed while no other test allocates.</summary>
[Collection(nameof(Alone))]
public sealed class KeptMemoryTests
{
    [Fact]
    public void A_part_of_a_file_leaves_only_a_few_bytes()
    {
        using var document = new PdfDocument(Stream.Null, PdfSamples.Metadata);

        // A page kept in memory would take tens of thousands of bytes.
        Assert.InRange(KeptOf(2_000, number => Draw(document, number)), 0, 400);
    }

    [Fact]
    public void A_file_of_an_archive_leaves_its_line()
    {
        var archive = new ZipWriter(Stream.Null);

        Assert.InRange(KeptOf(100_000, number => Add(archive, number)), 0, 90);
        GC.KeepAlive(archive);
    }

    private static void Draw(PdfDocument document, int number)
    {
        using (document.Part($"{number}"))
        {
            PdfSamples.DrawEverything(document, "parte");
        }
    }

    private static void Add(ZipWriter archive, int number)
    {
        var added = archive.Add($"01KB5ZXJ4X4T0J7QF8W1{number:D6}.pdf", new byte[100], CancellationToken.None);
        Assert.True(added.IsCompletedSuccessfully);
    }

    /// <summary>Bytes for each thing that was done, once as many again as a tenth of them have been.</summary>
    private static long KeptOf(int count, Action<int> act)
    {
        Enumerable.Range(0, count / 10).ToList().ForEach(act);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Enumerable.Range(count / 10, count).ToList().ForEach(act);
        return (GC.GetTotalMemory(forceFullCollection: true) - before) / count;
    }

    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;
}
