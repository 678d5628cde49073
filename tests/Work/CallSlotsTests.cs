using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Work;
using NodaTime;

namespace Lecce.Riscossione.Tests.Work;

public sealed class CallSlotsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CallSlots slots = new(Timeout.InfiniteTimeSpan);

    public void Dispose() => slots.Dispose();

    [Fact]
    public async Task A_department_takes_its_share_of_the_places_and_no_more()
    {
        var places = await Enter("TAXES", CallSlots.MaxQuickPerShare);
        var waiting = slots.Enter(Lane("TAXES"), CancellationToken.None);

        Assert.False(waiting.IsCompleted);
        using var other = await slots.Enter(Lane("SCHOOLS"), CancellationToken.None).WaitAsync(Patience);
        places[0].Dispose();
        places[0].Dispose();
        using var freed = await waiting.WaitAsync(Patience);
        Assert.False(slots.Enter(Lane("TAXES"), CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Receivers_that_answered_badly_leave_the_places_of_the_others_free()
    {
        for (var department = 0; department < CallSlots.MaxTroubled / CallSlots.MaxTroubledPerShare; department++)
        {
            for (var count = 0; count < CallSlots.MaxTroubledPerShare; count++)
            {
                await slots.Enter(Troubled($"D{department}"), CancellationToken.None).WaitAsync(Patience);
            }
        }

        Assert.False(slots.Enter(Troubled("LAST"), CancellationToken.None).IsCompleted);
        using var sound = await slots.Enter(Lane("D0"), CancellationToken.None).WaitAsync(Patience);
        var mended = Troubled("LAST");
        slots.Note(mended.Id, isTroubled: false);
        using var again = await slots.Enter(mended, CancellationToken.None).WaitAsync(Patience);
    }

    [Fact]
    public async Task Departments_take_turns_when_all_places_are_taken()
    {
        var taken = new List<IDisposable>();
        for (var department = 0; department < CallSlots.MaxQuick / CallSlots.MaxQuickPerShare; department++)
        {
            taken.AddRange(await Enter($"D{department}", CallSlots.MaxQuickPerShare));
        }

        var busy = Enumerable.Range(0, CallSlots.MaxQuickPerShare).Select(_ => slots.Enter(Lane("BUSY"), CancellationToken.None)).ToList();
        var quiet = slots.Enter(Lane("QUIET"), CancellationToken.None);
        taken[0].Dispose();
        taken[1].Dispose();

        using var first = await busy[0].WaitAsync(Patience);
        using var second = await quiet.WaitAsync(Patience);
        Assert.All(busy.Skip(1), waiting => Assert.False(waiting.IsCompleted));
    }

    [Fact]
    public async Task A_batch_that_lasts_too_long_releases_its_place_and_continues()
    {
        using var impatient = new CallSlots(TimeSpan.FromMilliseconds(50));
        var held = new List<IDisposable>();
        for (var count = 0; count < 3 * CallSlots.MaxQuickPerShare; count++)
        {
            held.Add(await impatient.Enter(Lane("TAXES"), CancellationToken.None).WaitAsync(Patience));
        }

        held.ForEach(place => place.Dispose());
        using var next = await impatient.Enter(Lane("TAXES"), CancellationToken.None).WaitAsync(Patience);
    }

    private async Task<List<IDisposable>> Enter(string share, int count)
    {
        var places = new List<IDisposable>();
        for (var place = 0; place < count; place++)
        {
            places.Add(await slots.Enter(Lane(share), CancellationToken.None).WaitAsync(Patience));
        }

        return places;
    }

    private static CallLane Lane(string share) => new() { Id = Id.New(Instant.FromUtc(2026, 11, 23, 11, 0)).Value, Share = share };

    private CallLane Troubled(string share)
    {
        var endpoint = Lane(share);
        slots.Note(endpoint.Id, isTroubled: true);
        return endpoint;
    }
}
