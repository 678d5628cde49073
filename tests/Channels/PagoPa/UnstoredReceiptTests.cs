using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>A receipt that cannot be stored: the Node is asked to send it again, and the log does not say that it was stored.</summary>
public sealed class UnstoredReceiptTests : IAsyncLifetime
{
    private readonly ApiHost api = new(new TestDatabase(Engine.Sqlite));

    public Task InitializeAsync() => api.InitializeAsync();

    public Task DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_receipt_that_could_not_be_stored_is_not_logged_as_stored()
    {
        using var client = api.Client();
        var psp = new Psp(client);
        await LetPages("SELECT page_count FROM pragma_page_count");
        var (number, answer) = (0, await psp.SendReceiptV2(Receipt(0)));
        while (answer.Fault is null && number < 200)
        {
            answer = await psp.SendReceiptV2(Receipt(++number));
        }

        Assert.Equal("PAA_SYSTEM_ERROR", answer.Fault);
        Assert.DoesNotContain("is stored", api.Log, StringComparison.Ordinal);
        Assert.Contains("could not be stored", api.Log, StringComparison.Ordinal);

        await LetPages("SELECT 1000000");
        Assert.Equal("OK", (await psp.SendReceiptV2(Receipt(number))).Outcome);
    }

    private static ReceiptStory Receipt(int number) => new($"R-{number}", "301000000000000019", 1_000);

    private Task LetPages(string query) =>
        api
            .Services.GetRequiredService<Db>()
            .Transact(
                async sql =>
                {
                    var pages = await sql.Value<long>(query);
                    await sql.Value<long>($"PRAGMA max_page_count = {pages}");
                },
                CancellationToken.None
            );
}
