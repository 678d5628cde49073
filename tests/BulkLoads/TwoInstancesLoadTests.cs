using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.BulkLoads;

/// <summary>Two instances on one database, which both run loads.</summary>
public sealed class TwoInstancesLoadTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task Loads_that_two_instances_could_run_are_run_once()
    {
        var second = town.Api.Beside();
        await second.InitializeAsync();
        try
        {
            await CarryOn();
        }
        finally
        {
            await second.DisposeAsync();
        }
    }

    private async Task CarryOn()
    {
        var taxes = await town.Taxes.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines("A", 1_500)));
        var more = await town.Taxes.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines("A", 1_500)));
        var school = await town.School.BulkLoads.SendAsync(Loads.Ndjson(Loads.Lines("A", 1_500)));

        var pause = TimeSpan.FromMilliseconds(50);
        Assert.Equal((1_500, 0, 0, 0, 0), (await town.Taxes.BulkLoads.WaitForCompletionAsync(taxes.Id, pause)).Counts());
        Assert.Equal((0, 1_500, 0, 0, 0), (await town.Taxes.BulkLoads.WaitForCompletionAsync(more.Id, pause)).Counts());
        Assert.Equal((1_500, 0, 0, 0, 0), (await town.School.BulkLoads.WaitForCompletionAsync(school.Id, pause)).Counts());
        var counts = await town.CountRows();
        Assert.Equal((3_000L, 9_000L, 3_000L), (counts["PaymentDocuments"], counts["Installments"], counts["TimelineEvents"]));
    }
}
