using Lecce.Riscossione.Api.Channels.PagoPa;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Payments.Recovery;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime.Testing;
using ReceiptRecovery = Lecce.Riscossione.Sdk.ReceiptRecovery;
using ReceiptRecoveryRequest = Lecce.Riscossione.Sdk.ReceiptRecoveryRequest;

namespace Lecce.Riscossione.Tests.Payments.Recovery;

/// <summary>The seeded municipality with a service of receipts, which is asked only when a test says so.</summary>
public class RecoveryHost : NodeHost, IAsyncLifetime
{
    public const string Key = "chiave-di-prova";
    private readonly bool ownsServer;

    public RecoveryHost()
        : this(new TestDatabase()) { }

    internal RecoveryHost(TestDatabase database)
        : base(database) => (Biz, ownsServer) = (new BizServer(), true);

    private RecoveryHost(TestDatabase database, FakeClock clock, BizServer biz)
        : base(database, ownsDatabase: false, clock) => Biz = biz;

    internal BizServer Biz { get; }

    internal RecoverReceipts Recoveries => Services.GetRequiredService<RecoverReceipts>();

    /// <summary>Another instance on the same database; dispose it before this one.</summary>
    internal RecoveryHost Twin() => new(Database, Clock, Biz);

    public new async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (ownsServer)
        {
            await Biz.DisposeAsync();
        }
    }

    /// <summary>An IUR as pagoPA gives them, that no other call of this host gave.</summary>
    public string NewIur() => Guid.NewGuid().ToString("N");

    /// <summary>Asks for the recovery of a receipt.</summary>
    public async Task<ReceiptRecovery> Request(string iur, string? iuv = null, string organization = Psp.Lecce)
    {
        using var office = Office();
        return await office.Receipts.RequestRecoveryAsync(
            new ReceiptRecoveryRequest
            {
                Organization = organization,
                Iur = iur,
                Iuv = iuv,
            }
        );
    }

    /// <summary>Makes every attempt that is due; gives how many calls that were.</summary>
    public Task<int> AttemptDue() => Recoveries.AttemptDue(CancellationToken.None);

    public async Task<ReceiptRecovery> Read(ReceiptRecovery recovery)
    {
        using var office = Office();
        return await office.Receipts.ReadRecoveryAsync(recovery.Id);
    }

    /// <summary>How many events have been announced.</summary>
    public Task<int> CountEvents() => Db.Read(sql => sql.Value<int>("SELECT COUNT(*) FROM Events"), CancellationToken.None);

    /// <summary>Lets the time pass until the next attempt, and makes it.</summary>
    public async Task<ReceiptRecovery> AttemptNext(ReceiptRecovery recovery)
    {
        Clock.Reset((await Read(recovery)).NextAttemptAt!.Value);
        await AttemptDue();
        return await Read(recovery);
    }

    protected override void Change(IServiceCollection services)
    {
        services.AddSingleton(Options.Create(new BizEventsOptions { BaseUrl = Biz.Address, SubscriptionKey = Key }));
        services.RemoveWorker<RecoverReceipts>();
    }
}
