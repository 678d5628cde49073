using Lecce.Riscossione.Api.Operations;
using Lecce.Riscossione.Tests.Channels.PagoPa;

namespace Lecce.Riscossione.Tests.Operations;

/// <summary>What <c>check</c> says about the archive of notices.</summary>
public sealed class ArchiveReportTests : IAsyncLifetime
{
    private readonly ArchiveHost town = new();

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task What_was_refused_is_counted_by_reason()
    {
        await town.Issue();
        await town.Issue();
        await town.Issue();
        town.Archive.Next(400);
        town.Archive.Next(409);
        await town.Feed();

        var line = await Line(isConnected: true);

        Assert.True(line.IsWarning);
        Assert.Contains(
            "ente 80008510754: documenti in attesa: 0; non accettati: 1 notice-number-taken, 1 position-refused",
            line.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_refused_organization_is_named_with_the_next_attempt()
    {
        await town.Issue();
        town.Archive.Always = 403;
        await town.Feed();

        var line = await Line(isConnected: true);

        Assert.True(line.IsWarning);
        Assert.Contains("non ha abilitato l'ente (403), prossimo tentativo 23/11/2026 13:00", line.Text, StringComparison.Ordinal);
        Assert.Contains("in attesa: 1", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organization_that_is_on_without_an_address_is_a_warning()
    {
        var line = await Line(isConnected: false);

        Assert.True(line.IsWarning);
        Assert.Contains("manca Riscossione:PagoPa:Aca:BaseUrl", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_step_is_no_warning()
    {
        await town.Issue();
        await town.Feed();

        Assert.Equal(
            new ArchiveLine("Archivio pagoPA, ente 80008510754: documenti in attesa: 0; non accettati: nessuno", IsWarning: false),
            await Line(isConnected: true)
        );
    }

    private async Task<ArchiveLine> Line(bool isConnected) =>
        Assert.Single(await ArchiveReport.Look(town.Db, isConnected, CancellationToken.None));
}
