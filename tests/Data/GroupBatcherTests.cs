using Lecce.Riscossione.Api.Data;

namespace Lecce.Riscossione.Tests.Data;

/// <summary>Requests that come at once are done together, and each gets its own result.</summary>
public sealed class GroupBatcherTests
{
    private readonly List<int[]> groups = [];
    private readonly Queue<Turn> waiting = new();

    [Fact]
    public async Task What_comes_while_a_group_is_done_makes_the_next_one_in_the_order_in_which_it_came()
    {
        var (first, second) = (NewTurn(), NewTurn());
        var batcher = new GroupBatcher<int, string>(10, Run);

        var alone = batcher.Do(1);
        await first.Begun;
        var together = Task.WhenAll(batcher.Do(2), batcher.Do(3), batcher.Do(4));
        first.End();
        await second.Begun;
        second.End();

        Assert.Equal("done 1", await alone);
        Assert.Equal(["done 2", "done 3", "done 4"], await together);
        Assert.Equal(
            [
                [1],
                [2, 3, 4],
            ],
            groups
        );
    }

    [Fact]
    public async Task No_group_is_larger_than_it_may_be()
    {
        var (first, second, third) = (NewTurn(), NewTurn(), NewTurn());
        var batcher = new GroupBatcher<int, string>(2, Run);

        var alone = batcher.Do(1);
        await first.Begun;
        var others = Task.WhenAll(batcher.Do(2), batcher.Do(3), batcher.Do(4));
        first.End();
        second.End();
        third.End();

        Assert.Equal("done 1", await alone);
        Assert.Equal(["done 2", "done 3", "done 4"], await others);
        Assert.Equal(
            [
                [1],
                [2, 3],
                [4],
            ],
            groups
        );
    }

    [Fact]
    public async Task A_failure_reaches_all_of_its_group_and_the_next_group_runs()
    {
        var (first, second) = (NewTurn(), NewTurn());
        var batcher = new GroupBatcher<int, string>(10, Run);

        var failing = batcher.Do(-1);
        await first.Begun;
        var next = batcher.Do(2);
        first.End();
        second.End();

        Assert.Equal("out of order", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        Assert.Equal("done 2", await next);
        NewTurn().End();
        Assert.Equal("done 3", await batcher.Do(3));
    }

    private async Task<IReadOnlyList<string>> Run(IReadOnlyList<int> works)
    {
        groups.Add([.. works]);
        var turn = waiting.Dequeue();
        turn.Begin();
        await turn.Ended;
        return works.Contains(-1) ? throw new InvalidOperationException("out of order") : [.. works.Select(work => $"done {work}")];
    }

    private Turn NewTurn()
    {
        var turn = new Turn();
        waiting.Enqueue(turn);
        return turn;
    }

    /// <summary>Holds one group until the test lets it go on.</summary>
    private sealed class Turn
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task;

        public Task Ended => ended.Task;

        public void Begin() => begun.SetResult();

        public void End() => ended.SetResult();
    }
}
