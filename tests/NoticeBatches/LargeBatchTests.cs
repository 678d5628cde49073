using System.Diagnostics;
using System.IO.Compression;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.NoticeBatches;

/// <summary>
/// One batch of many notices and one of a tenth of them, printed by a program that has stored them before: its memory must not tell them apart.
/// As many as a town prints: <c>RISCOSSIONE_NOTICES=60000</c>.
/// </summary>
public sealed class LargeBatchTests(ITestOutputHelper output)
{
    private const long MegaByte = 1024 * 1024;

    [Fact]
    public async Task A_batch_takes_the_memory_of_a_tenth_of_it()
    {
        var notices = Batches.Setting("RISCOSSIONE_NOTICES", 300);
        await using var api = await ApiProcess.Start();
        using var office = Office(api);
        var few = await office.LoadTaxes("FEW", notices / 10);
        var many = await office.LoadTaxes("MANY", notices);

        var peakOfFew = await PeakOfPrinting(api, few, notices / 10);
        var peakOfMany = await PeakOfPrinting(api, many, notices);

        Assert.InRange(peakOfMany, 0, (peakOfFew * 12 / 10) + (20 * MegaByte));
    }

    private async Task<long> PeakOfPrinting(ApiProcess api, string loadId, int notices)
    {
        await api.ForgetPeak();
        using var office = Office(api);
        output.WriteLine($"Before {notices} notices: {api.PeakMemory / MegaByte} MB");
        var started = Stopwatch.GetTimestamp();
        var batch = await office.Print(new CreateNoticeBatchRequest { Organization = "80008510754", BulkLoadId = loadId });
        Assert.Equal(("completed", (long)notices, 0L), (batch.State, batch.Made, batch.Refused));
        Print($"{notices} made", notices, started, api);
        using var folder = new TemporaryDirectory();
        started = Stopwatch.GetTimestamp();
        var pdfs = await office.NoticeBatches.SaveAsync(batch.Id, NoticeBatchFormats.Pdf, folder.Path);
        Print($"{notices} in {pdfs.Count} PDFs of {MegaBytesOf(pdfs)} MB", notices, started, api);
        started = Stopwatch.GetTimestamp();
        var zips = await office.NoticeBatches.SaveAsync(batch.Id, NoticeBatchFormats.Zip, folder.Path);
        Print($"{notices} in {zips.Count} ZIPs of {MegaBytesOf(zips)} MB", notices, started, api);
        Assert.Equal(notices, zips.Sum(FilesIn));
        return api.PeakMemory;
    }

    private static long MegaBytesOf(IEnumerable<string> files) => files.Sum(file => new FileInfo(file).Length) / MegaByte;

    private static int FilesIn(string zip)
    {
        using var archive = ZipFile.OpenRead(zip);
        return archive.Entries.Count;
    }

    private void Print(string what, int notices, long started, ApiProcess api)
    {
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        output.WriteLine($"{what}: {seconds:0.0} s, {notices / seconds:0} notices/s, peak {api.PeakMemory / MegaByte} MB");
    }

    private static RiscossioneClient Office(ApiProcess api) => new(api.Address, api.AdminKey);
}
