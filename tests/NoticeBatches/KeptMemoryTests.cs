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

        // A page kept in memory would take tens of thousands of bytes. What earlier tests left may go meanwhile.
        Assert.InRange(KeptOf(2_000, number => Draw(document, number)), long.MinValue, 400);
    }

    private static void Draw(PdfDocument document, int number)
    {
        using (document.Part($"{number}"))
        {
            PdfSamples.DrawEverything(document, "parte");
        }
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
