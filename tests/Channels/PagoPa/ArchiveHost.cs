using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Lecce.Riscossione.Tests.Channels.PagoPa;

/// <summary>The seeded municipality, which feeds pagoPA's archive when a test says so.</summary>
public sealed class ArchiveHost : NodeHost, IAsyncLifetime
{
    public ArchiveHost() => Archive = new ArchiveServer(Clock);

    internal ArchiveServer Archive { get; }

    public new async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Turn(on: true);
        await Feed();
    }

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Archive.DisposeAsync();
    }

    /// <summary>The organization turns the archive on or off.</summary>
    public async Task Turn(bool on)
    {
        using var office = Office();
        var now = await office.Organizations.ReadAsync(Psp.Lecce);
        var settings = new OrganizationSettings
        {
            Name = now.Name,
            SegregationCode = now.SegregationCode,
            ContactLines = now.ContactLines,
            AcaEnabled = on,
        };
        await office.Organizations.ChangeAsync(Psp.Lecce, now.Etag, settings);
    }

    /// <summary>Takes note of what changed and sends it, as the jobs do every second; returns how many documents were attempted.</summary>
    public async Task<int> Feed(CancellationToken cancellation = default)
    {
        await Note();
        return await Services.GetRequiredService<FeedArchive>().AttemptDue(cancellation);
    }

    /// <summary>Takes note of what changed.</summary>
    public Task Note() => Services.GetRequiredService<FollowDocuments>().Run(CancellationToken.None);

    /// <summary>A second sender on the same database, as another instance has.</summary>
    internal FeedArchive OtherSender() => ActivatorUtilities.CreateInstance<FeedArchive>(Services);

    /// <summary>What the feed of a document holds; null without one.</summary>
    internal Task<FeedRow?> FeedOf(PaymentDocument document) =>
        Db.Read(
            sql =>
                sql.Row<FeedRow>(
                    "SELECT State, Position, Attempts, NextAttemptAt, LastStatus, LastError FROM ArchiveFeeds WHERE DocumentId = @Id",
                    new { document.Id }
                ),
            CancellationToken.None
        );

    public async Task<PaymentDocument> Cancel(PaymentDocument document)
    {
        using var office = Office();
        return await office.PaymentDocuments.CancelAsync(document.Id, new CancelPaymentDocumentRequest { Reason = "Errore" });
    }

    /// <summary>Issues a debt that can be paid at once or in three installments.</summary>
    public Task<PaymentDocument> IssuePlan() =>
        Issue(
            "tari",
            30_000,
            story =>
            {
                story.Items = [.. story.Items, Item("tefa", 1_500)];
                story.DueOn = null;
                story.Options =
                [
                    new PaymentOptionRequest { Kind = "single", DueOn = new LocalDate(2026, 12, 16) },
                    new PaymentOptionRequest
                    {
                        Kind = "installments",
                        Plan = new InstallmentPlan
                        {
                            Count = 3,
                            FirstDueOn = new LocalDate(2026, 12, 16),
                            EveryMonths = 2,
                        },
                    },
                ];
            }
        );

    protected override void Change(IServiceCollection services)
    {
        services.AddSingleton(Options.Create(new AcaOptions { BaseUrl = Archive.Address, SubscriptionKey = ArchiveServer.Key }));
        services.RemoveWorker<FollowDocuments>();
        services.RemoveWorker<FeedArchive>();
    }
}

/// <summary>A row of the table of feeds.</summary>
internal sealed record FeedRow
{
    public string State { get; init; } = "";
    public string Position { get; init; } = "";
    public int Attempts { get; init; }
    public Instant NextAttemptAt { get; init; }
    public int? LastStatus { get; init; }
    public string? LastError { get; init; }
}
