using System.Data.Common;

namespace Lecce.Riscossione.Api.Data;

/// <summary>Rolls back, at the end of a block, a transaction that was not committed in it.</summary>
internal readonly struct Rollback(DbTransaction transaction) : IAsyncDisposable
{
    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync();
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // Only a lost connection cannot roll back, and then the server has done so. The failure that ended the block is the one to
            // tell; this one would take its place.
        }
    }
}
