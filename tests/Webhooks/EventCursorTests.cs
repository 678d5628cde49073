using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>Events read by cursor while the clock of the machine is set back.</summary>
public sealed class EventCursorTests : IAsyncDisposable
{
    private Town town = null!;
    private RiscossioneClient reader = null!;

    public async ValueTask DisposeAsync() => await town.DisposeAsync();

    [OnEachDatabase]
    public async Task Events_from_before_the_clock_was_set_back_are_given_at_once(Engine engine)
    {
        await Open(engine);
        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());

        town.Api.Clock.Advance(Duration.FromHours(-1));

        Assert.Single((await reader.Webhooks.FindEventsAsync()).Items);
    }

    [OnEachDatabase]
    public async Task An_event_after_the_clock_was_set_back_comes_after_the_cursor(Engine engine)
    {
        await Open(engine);
        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        town.Api.Clock.AdvanceMinutes(1);
        var cursor = (await reader.Webhooks.FindEventsAsync()).ResumeCursor;

        town.Api.Clock.Advance(Duration.FromHours(-1));
        var later = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        town.Api.Clock.AdvanceMinutes(1);

        var told = Assert.Single((await reader.Webhooks.FindEventsAsync(cursor: cursor)).Items);
        Assert.Contains(later.Id, told.Data.Values.Select(value => value.ToString()));
    }

    [OnEachDatabase]
    public async Task An_event_comes_after_those_of_another_instance_whose_clock_is_ahead(Engine engine)
    {
        await Open(engine);
        await AddEventOfAnotherInstance();
        town.Api.Clock.AdvanceMinutes(1);
        var cursor = (await reader.Webhooks.FindEventsAsync()).ResumeCursor;

        var later = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        town.Api.Clock.AdvanceMinutes(1);

        var told = Assert.Single((await reader.Webhooks.FindEventsAsync(cursor: cursor)).Items);
        Assert.Contains(later.Id, told.Data.Values.Select(value => value.ToString()));
    }

    private async Task Open(Engine engine)
    {
        town = new Town(new TestDatabase(engine));
        await town.InitializeAsync();
        reader = await town.Client(Town.TaxOffice, "webhooks:manage");
    }

    private Task AddEventOfAnotherInstance() =>
        town.Db.Transact(
            sql =>
                sql.Execute(
                    """
                    INSERT INTO Events (Id, OrganizationFiscalCode, DepartmentId, Type, OccurredAt, Data)
                    SELECT @id, d.OrganizationFiscalCode, d.Id, 'payment.recorded', @now, '{}'
                      FROM Departments d
                     WHERE d.OrganizationFiscalCode = @Organization
                       AND d.Code = @TaxOffice
                    """,
                    new
                    {
                        id = Ahead(Id.New(town.Api.Clock.GetCurrentInstant())),
                        now = town.Api.Clock.GetCurrentInstant(),
                        Sample.Organization,
                        Town.TaxOffice,
                    }
                ),
            CancellationToken.None
        );

    /// <summary>An id of half a minute to a quarter of an hour later: one of its characters for the time is the next one.</summary>
    private static string Ahead(Id id)
    {
        const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        var text = id.Value;
        var position = text[6] == 'Z' ? 5 : 6;
        return $"{text[..position]}{Alphabet[Alphabet.IndexOf(text[position], StringComparison.Ordinal) + 1]}{text[(position + 1)..]}";
    }
}
