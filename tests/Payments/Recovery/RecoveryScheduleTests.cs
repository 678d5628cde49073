using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Lecce.Riscossione.Tests.Payments.Recovery;

/// <summary>When a receipt is asked for, by one instance and by several.</summary>
public sealed class RecoveryScheduleTests : IAsyncLifetime
{
    private RecoveryHost host = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => host.DisposeAsync();

    [OnEachDatabase]
    public async Task A_missing_receipt_is_asked_for_over_ninety_days_and_given_up_and_can_be_asked_for_again(Engine engine)
    {
        await Open(engine);
        var iur = host.NewIur();
        var recovery = await host.Request(iur);
        await host.AttemptDue();
        var start = host.Clock.GetCurrentInstant();
        var waits = new List<double>();

        while (await host.Read(recovery) is { State: "pending" } waiting)
        {
            waits.Add((waiting.NextAttemptAt!.Value - host.Clock.GetCurrentInstant()).TotalHours);
            await host.AttemptNext(recovery);
        }

        Assert.All(waits.Zip([0.25, 1, 3, 6, 12, 24, 24]), pair => Assert.InRange(pair.First, pair.Second, pair.Second * 1.11));
        Assert.InRange((host.Clock.GetCurrentInstant() - start).TotalDays, 89.9, 99);
        var failed = await host.Read(recovery);
        Assert.Equal(
            ("failed", "not-found", 95, true),
            (failed.State, failed.LastError, failed.Attempts, failed.EndedAt == host.Clock.GetCurrentInstant())
        );

        var document = await host.Issue(story: request => request.DueOn = new LocalDate(2027, 12, 16));
        host.Biz.Serve(iur, new BizStory(iur, document.Single().NoticeNumber!, 10_000).Json);
        Assert.Equal((recovery.Id, "pending", 0), Facts(await host.Request(iur)));
        await host.AttemptDue();
        Assert.Equal((recovery.Id, "recovered", 1), Facts(await host.Read(recovery)));
    }

    [OnEachDatabase]
    public async Task Too_many_requests_stop_the_run_for_every_organization_until_the_service_allows_it(Engine engine)
    {
        const int Count = 20;
        const int AtOnce = 8;
        await Open(engine);
        await FoundProvince();
        var recoveries = new List<ReceiptRecovery>();
        foreach (var _ in Enumerable.Range(0, Count))
        {
            recoveries.Add(await host.Request(host.NewIur()));
        }

        host.Biz.RefuseAll(retryAfterSeconds: 1_800);
        Assert.Equal(AtOnce, await host.AttemptDue());

        var until = host.Clock.GetCurrentInstant() + Duration.FromMinutes(30);
        Assert.InRange(host.Biz.Asked.Count, 1, AtOnce);
        foreach (var recovery in recoveries)
        {
            var stopped = await host.Read(recovery);
            Assert.Equal(("pending", 0, until), (stopped.State, stopped.Attempts, stopped.NextAttemptAt));
        }

        var asked = host.Biz.Asked.Count;
        host.Biz.Instead = null;
        await host.Request(host.NewIur(), organization: NodeHost.Province);
        host.Clock.AdvanceMinutes(29);
        await host.AttemptDue();
        Assert.Equal(asked, host.Biz.Asked.Count);

        host.Clock.AdvanceMinutes(1);
        Assert.Equal(Count + 1, await host.AttemptDue());
        Assert.Equal("not-found", (await host.Read(recoveries[0])).LastError);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Mon, 23 Nov 2020 10:00:00 GMT")]
    public async Task A_pause_without_a_length_lasts_five_minutes(string retryAfter)
    {
        const int Enough = 20;
        await Open(Engine.Sqlite);
        var recovery = await host.Request(host.NewIur());
        host.Biz.Instead = context =>
        {
            var isOver = host.Biz.Asked.Count >= Enough;
            context.Response.StatusCode = isOver ? StatusCodes.Status404NotFound : StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        };

        await host.AttemptDue();

        Assert.Single(host.Biz.Asked);
        Assert.Equal(host.Clock.GetCurrentInstant() + Duration.FromMinutes(5), (await host.Read(recovery)).NextAttemptAt);
    }

    [OnEachDatabase]
    public async Task A_pause_holds_for_an_instance_that_starts_during_it(Engine engine)
    {
        await Open(engine);
        await host.Request(host.NewIur());
        await host.Request(host.NewIur());
        host.Biz.RefuseAll(retryAfterSeconds: 3_600);
        await host.AttemptDue();
        host.Biz.Instead = null;
        var asked = host.Biz.Asked.Count;
        var second = host.Twin();
        await second.InitializeAsync();

        host.Clock.AdvanceMinutes(59);

        Assert.Equal(0, await second.AttemptDue());
        Assert.Equal(asked, host.Biz.Asked.Count);
        host.Clock.AdvanceMinutes(1);
        Assert.Equal(2, await second.AttemptDue());
        await second.DisposeAsync();
    }

    [Theory]
    [InlineData(401, "key-refused", "SubscriptionKey", 0)]
    [InlineData(403, "organization-refused", Psp.Lecce, 1)]
    public async Task A_refused_key_stops_what_it_concerns_uses_up_no_attempts_and_is_an_alarm(
        int status,
        string error,
        string logged,
        int askedForOther
    )
    {
        await Open(Engine.Sqlite);
        await FoundProvince();
        var recovery = await host.Request(host.NewIur());
        host.Biz.Next(status);
        await host.AttemptDue();
        var other = await host.Request(host.NewIur(), organization: NodeHost.Province);
        await host.AttemptDue();

        var kept = await host.Read(recovery);
        Assert.Equal(("pending", error, status, 0), (kept.State, kept.LastError, kept.LastStatus, kept.Attempts));
        Assert.Equal(host.Clock.GetCurrentInstant() + Duration.FromHours(1), kept.NextAttemptAt);
        Assert.Equal(askedForOther, (await host.Read(other)).Attempts);
        Assert.Contains(logged, host.Log, StringComparison.Ordinal);
        Assert.Equal("not-found", (await host.AttemptNext(recovery)).LastError);
    }

    [OnEachDatabase]
    public async Task Two_instances_at_once_ask_for_every_receipt_once(Engine engine)
    {
        const int Count = 20;
        await Open(engine);
        var second = host.Twin();
        await second.InitializeAsync();
        foreach (var _ in Enumerable.Range(0, Count))
        {
            await ServeNew();
        }

        var attempted = await Task.WhenAll(Task.Run(host.AttemptDue), Task.Run(second.AttemptDue), Task.Run(host.AttemptDue));

        Assert.Equal(Count, attempted.Sum());
        Assert.Equal(Count, host.Biz.Asked.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Count, host.Biz.Asked.Count);
        using var office = host.Office();
        Assert.Equal(Count, (await office.Receipts.FindRecoveriesAsync(state: "recovered")).Items.Count);
        await second.DisposeAsync();
    }

    [OnEachDatabase]
    public async Task What_an_instance_claimed_before_it_ended_is_asked_for_by_another_once_the_claim_has_passed(Engine engine)
    {
        await Open(engine);
        var (recovery, iur) = await ServeNew();
        using var stop = new CancellationTokenSource();
        host.Biz.Next(_ => stop.CancelAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Recoveries.AttemptDue(stop.Token));

        Assert.Equal(0, await host.AttemptDue());
        host.Clock.AdvanceMinutes(1);
        Assert.Equal(1, await host.AttemptDue());

        var ended = await host.Read(recovery);
        Assert.Equal(("recovered", 1), (ended.State, ended.Attempts));
        Assert.Single(await host.PaymentsOf(iur));
    }

    [OnEachDatabase]
    public async Task An_answer_that_comes_after_its_claim_has_no_second_effect(Engine engine)
    {
        await Open(engine);
        var second = host.Twin();
        await second.InitializeAsync();
        var (recovery, iur) = await ServeNew(out var json);
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        host.Biz.Next(async context =>
        {
            arrived.SetResult();
            await release.Task;
            await context.Response.WriteAsync(json);
        });
        var slow = Task.Run(host.AttemptDue);
        await arrived.Task;

        host.Clock.AdvanceMinutes(1);
        Assert.Equal(1, await second.AttemptDue());
        release.SetResult();
        Assert.Equal(1, await slow);

        var ended = await host.Read(recovery);
        Assert.Equal(("recovered", 1), (ended.State, ended.Attempts));
        Assert.Single(await host.PaymentsOf(iur));
        Assert.Single(await host.ReceiptsOf(iur));
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Without_the_service_a_request_is_refused_and_nothing_is_filed()
    {
        await Open(Engine.Sqlite);
        var off = new NodeHost();
        await off.InitializeAsync();
        using (var office = off.Office())
        {
            await office
                .Receipts.RequestRecoveryAsync(new ReceiptRecoveryRequest { Organization = Psp.Lecce, Iur = "abc" })
                .Refused(System.Net.HttpStatusCode.Conflict, "receipt-recovery-off");
            Assert.Empty((await office.Receipts.FindRecoveriesAsync()).Items);
        }

        await off.DisposeAsync();
    }

    private async Task Open(Engine engine)
    {
        host = new RecoveryHost(new TestDatabase(engine));
        await host.InitializeAsync();
    }

    private async Task FoundProvince()
    {
        using var office = host.Office();
        await office.Organizations.CreateAsync(
            new NewOrganization
            {
                FiscalCode = NodeHost.Province,
                Name = "Provincia di Esempio",
                SegregationCode = "01",
            }
        );
    }

    private Task<(ReceiptRecovery Recovery, string Iur)> ServeNew() => ServeNew(out _);

    /// <summary>A receipt of a new debt that the service has and that is asked for.</summary>
    private Task<(ReceiptRecovery Recovery, string Iur)> ServeNew(out string json)
    {
        var iur = host.NewIur();
        // The notice may be unknown: its money is recorded all the same.
        json = new BizStory(iur, "301999999999999999", 10_000).Json;
        host.Biz.Serve(iur, json);
        return Requested();

        async Task<(ReceiptRecovery, string)> Requested() => (await host.Request(iur), iur);
    }

    private static (string, string, int) Facts(ReceiptRecovery recovery) => (recovery.Id, recovery.State, recovery.Attempts);
}
