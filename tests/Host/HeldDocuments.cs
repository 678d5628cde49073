using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>A transaction that blocks changes of documents until it is disposed, on either engine.</summary>
internal sealed class HeldDocuments : IAsyncDisposable
{
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task holding = Task.CompletedTask;

    /// <param name="db">The database, opened here or by another process.</param>
    public static async Task<HeldDocuments> Hold(Db db)
    {
        var held = new HeldDocuments();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        held.holding = db.Transact(
            async sql =>
            {
                await sql.Execute("UPDATE PaymentDocuments SET Version = Version");
                entered.TrySetResult();
                await held.gate.Task;
            },
            CancellationToken.None
        );
        await entered.Task;
        return held;
    }

    public async ValueTask DisposeAsync()
    {
        gate.TrySetResult();
        await holding;
    }
}
