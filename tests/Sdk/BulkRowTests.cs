using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Sdk;

public sealed class BulkRowTests(Town town) : IClassFixture<Town>
{
    private static readonly BulkLoadSettings Quickly = new() { PollInterval = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public async Task Rows_of_one_load_issue_replace_and_cancel()
    {
        await Load(BulkRow.Issue(Loads.Tax("R", 1)), BulkRow.Issue(Loads.Tax("R", 2)));
        var corrected = Loads.Tax("R", 1);
        corrected.Items.First().AmountCents += 500;

        var load = await Load(
            BulkRow.Replace(corrected, reason: "importo corretto"),
            BulkRow.Cancel("R-000002", reason: "non dovuto"),
            BulkRow.Issue(Loads.Tax("R", 3))
        );

        Assert.Equal((1L, 1L, 1L, 0L), (load.Issued, load.Replaced, load.Cancelled, load.Rejected));
        var cancelled = Assert.Single((await town.Taxes.PaymentDocuments.FindAsync(externalId: "R-000002")).Items);
        Assert.Equal(DocumentStates.Cancelled, cancelled.State);
        var timeline = await town.Taxes.PaymentDocuments.ReadTimelineAsync(cancelled.Id);
        Assert.Contains("non dovuto", timeline.Items.Last().Data.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_document_or_id_cannot_be_made()
    {
        Assert.Throws<ArgumentNullException>(() => BulkRow.Issue(null!));
        Assert.Throws<ArgumentNullException>(() => BulkRow.Replace(null!));
        Assert.ThrowsAny<ArgumentException>(() => BulkRow.Cancel(" "));
    }

    [Fact]
    public async Task A_null_row_discards_the_load()
    {
        var before = (await town.Taxes.BulkLoads.FindAsync()).Items.Count;

        var rows = await Assert.ThrowsAnyAsync<Exception>(() => Load(BulkRow.Issue(Loads.Tax("N", 1)), null!));
        var documents = await Assert.ThrowsAnyAsync<Exception>(() =>
            town.Taxes.BulkLoads.LoadAsync(new IssuePaymentDocumentRequest[] { Loads.Tax("N", 2), null! }.ToAsyncEnumerable(), Quickly)
        );

        Assert.All([rows, documents], refused => Assert.Contains("Row 2 is null", refused.ToString(), StringComparison.Ordinal));
        Assert.Equal(before, (await town.Taxes.BulkLoads.FindAsync()).Items.Count);
        Assert.Empty((await town.Taxes.PaymentDocuments.FindAsync(externalId: "N-000001")).Items);
    }

    private Task<BulkLoad> Load(params BulkRow[] rows) => town.Taxes.BulkLoads.LoadAsync(rows.ToAsyncEnumerable(), Quickly);
}
