using System.Text;
using Lecce.Riscossione.Samples.Simulator.Archive;
using Lecce.Riscossione.Samples.Simulator.Node;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Microsoft.Extensions.DependencyInjection;
using Psp = Lecce.Riscossione.Tests.Host.Psp;

namespace Lecce.Riscossione.Tests.Samples;

/// <summary>The station is down, and the Node answers from what the API has fed to the archive.</summary>
public sealed class SimulatorOutageTests : IAsyncLifetime
{
    private readonly ArchiveHost town = new();

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task While_the_station_is_down_a_fed_notice_is_paid_from_the_archive()
    {
        await using var simulator = await SimulatorHost.Start(town);
        using var client = SimulatorHost.ClientOf(new Uri(simulator.Urls.Single()));
        var known = await town.IssuePlan();
        await town.Feed();
        Copy(known, simulator.Services.GetRequiredService<NoticeArchive>());
        var unknown = await town.Issue();

        var paid = await SimulatorHost.Play(client, Outage(known));
        var refused = await SimulatorHost.Play(client, Outage(unknown));

        Assert.Equal(
            [
                "paVerifyPaymentNotice KO PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE",
                "paVerifyPaymentNotice OK",
                "paGetPaymentV2 KO PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE",
                "paGetPaymentV2 OK",
                "paSendRTV2 OK",
            ],
            paid.Told
        );
        Assert.Equal(["paVerifyPaymentNotice KO PPT_STAZIONE_INT_PA_IRRAGGIUNGIBILE"], refused.Told);
        if (Host.Reference.IsPresent)
        {
            Assert.All(
                paid.Steps.Select(step => step.Request).OfType<string>(),
                text => OfficialSchema.Validate(Encoding.UTF8.GetBytes(text))
            );
        }

        using var office = town.Office();
        var payment = Assert.Single((await office.Payments.FindAsync(noticeNumber: known.Single().NoticeNumber)).Items);
        Assert.Equal((31_500, "exact", true), (payment.AmountCents, payment.Outcome, payment.StandIn));
        Assert.Equal(("paid", "issued"), ((await town.Read(known)).State, (await town.Read(unknown)).State));
    }

    /// <summary>What the town has fed, in the archive of another simulator.</summary>
    private void Copy(PaymentDocument document, NoticeArchive target)
    {
        var position = town.Archive.Archive.Read(Psp.Lecce, document.Id).Position!.Position;
        Assert.Equal(201, target.Create(Psp.Lecce, position, isPublished: true).Status);
    }

    private static NewPayment Outage(PaymentDocument document) => new(Psp.Lecce, "outage", document.Single().NoticeNumber);
}
