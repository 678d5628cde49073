namespace Lecce.Riscossione.Api.Data;

/// <summary>
/// Does together what concurrent requests ask for one by one. What comes alone is done at once; what comes meanwhile makes the next group,
/// so that the busier it is, the more share each statement and each round trip.
/// </summary>
/// <param name="most">No group is larger.</param>
/// <param name="run">Does the work of a group and gives the results in its order. What it throws is thrown to all of the group.</param>
internal sealed class Gathering<TWork, TResult>(int most, Func<IReadOnlyList<TWork>, Task<IReadOnlyList<TResult>>> run)
{
    private readonly Queue<Waiting> queue = new();
    private bool isRunning;

    /// <summary>Adds work to the next group and gives its result.</summary>
    public Task<TResult> Do(TWork work)
    {
        var waiting = new Waiting(work);
        lock (queue)
        {
            queue.Enqueue(waiting);
            if (!isRunning)
            {
                isRunning = true;
                _ = Task.Run(RunAll);
            }
        }

        return waiting.Completion.Task;
    }

    private async Task RunAll()
    {
        while (Next() is { Length: > 0 } group)
        {
            try
            {
                var results = await run(Array.ConvertAll(group, waiting => waiting.Work));
                for (var index = 0; index < group.Length; index++)
                {
                    group[index].Completion.SetResult(results[index]);
                }
            }
#pragma warning disable CA1031 // It belongs to those who wait, and must not keep the groups after them from being run.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Array.ForEach(group, waiting => waiting.Completion.TrySetException(failure));
            }
        }
    }

    private Waiting[] Next()
    {
        lock (queue)
        {
            var group = new Waiting[Math.Min(queue.Count, most)];
            for (var index = 0; index < group.Length; index++)
            {
                group[index] = queue.Dequeue();
            }

            isRunning = group.Length > 0;
            return group;
        }
    }

    private sealed class Waiting(TWork work)
    {
        public TWork Work => work;

        public TaskCompletionSource<TResult> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
