namespace Lecce.Riscossione.Api.Data;

/// <summary>
/// Runs concurrent requests in groups. A single request runs at once; those that arrive while it runs make the next group, so that statements
/// and round trips are shared under load.
/// </summary>
/// <param name="max">Requests in a group, at most.</param>
/// <param name="run">Runs a group and returns one result for each request, in order. An exception fails every request of the group.</param>
internal sealed class GroupBatcher<TWork, TResult>(int max, Func<IReadOnlyList<TWork>, Task<IReadOnlyList<TResult>>> run)
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
#pragma warning disable CA1031 // The requests of the group get the exception; the next group must run.
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
            var group = new Waiting[Math.Min(queue.Count, max)];
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
