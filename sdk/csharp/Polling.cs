namespace Lecce.Riscossione.Sdk;

/// <summary>Reads something again and again until it has ended.</summary>
internal static class Polling
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(1);

    public static async Task<T> UntilAsync<T>(
        Func<CancellationToken, Task<T>> read,
        Predicate<T> hasEnded,
        TimeSpan? interval,
        IProgress<T>? progress,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            var current = await read(cancellationToken).ConfigureAwait(false);
            progress?.Report(current);
            if (hasEnded(current))
            {
                return current;
            }

            await Task.Delay(interval ?? UsualInterval, cancellationToken).ConfigureAwait(false);
        }
    }
}
