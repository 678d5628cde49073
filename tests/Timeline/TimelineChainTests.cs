using CsCheck;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Timeline;
using NodaTime;

namespace Lecce.Riscossione.Tests.Timeline;

public class TimelineChainTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 11, 0);

    /// <summary>Every change of one event that is possible with write access to the database.</summary>
    private static readonly Func<TimelineRow, TimelineRow>[] Edits =
    [
        row => row with { DocumentId = Id.New(Start) },
        row => row with { Ordinal = row.Ordinal + 1 },
        row => row with { Type = row.Type + "x" },
        row => row with { Actor = row.Actor + "x" },
        row => row with { OccurredAt = row.OccurredAt + Duration.FromMilliseconds(1) },
        row => row with { Data = row.Data.Replace("1", "2", StringComparison.Ordinal) },
        row => row with { Data = row.Data + " " },
        row => row with { Hash = [.. row.Hash.Select((octet, index) => index == 0 ? (byte)(octet ^ 1) : octet)] },
        // The boundary between two fields moves, while the text as a whole stays the same.
        row => row with { Type = row.Type[..^1], Actor = row.Type[^1] + row.Actor },
    ];

    [Fact]
    public void A_chain_verifies_as_written() =>
        Gen.Int[0, 12]
            .Sample(length =>
            {
                var chain = Chain(length);
                Assert.True(TimelineChain.Verifies(chain, Head(chain)));
            });

    [Fact]
    public void Editing_any_field_of_any_event_breaks_the_chain() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[0, 11], Gen.Int[0, Edits.Length - 1])
            .Sample(
                (length, place, edit) =>
                {
                    var chain = Chain(length);
                    var head = Head(chain);
                    place %= length;
                    chain[place] = Edits[edit](chain[place]);
                    Assert.False(TimelineChain.Verifies(chain, head), $"Edit {edit} of event {place + 1} of {length} went unnoticed.");
                }
            );

    [Fact]
    public void Removing_repeating_or_reordering_events_breaks_the_chain() =>
        Gen.Select(Gen.Int[2, 12], Gen.Int[0, 11], Gen.Int[1, 11])
            .Sample(
                (length, place, distance) =>
                {
                    place %= length;
                    var other = (place + 1 + distance % (length - 1)) % length;
                    var chain = Chain(length);
                    var head = Head(chain);

                    Assert.False(TimelineChain.Verifies([.. chain.Where((_, index) => index != place)], head));
                    Assert.False(TimelineChain.Verifies([.. chain.Take(place + 1), .. chain.Skip(place)], head));
                    var swapped = chain.ToArray();
                    (swapped[place], swapped[other]) = (swapped[other], swapped[place]);
                    Assert.False(TimelineChain.Verifies(swapped, head));
                }
            );

    [Fact]
    public void Removing_the_last_event_and_renumbering_a_removed_one_are_noticed()
    {
        var chain = Chain(4);
        Assert.False(TimelineChain.Verifies(chain[..3], Head(chain)));

        var renumbered = chain.Where((_, index) => index != 1).Select((row, index) => row with { Ordinal = index + 1 }).ToList();
        Assert.False(TimelineChain.Verifies(renumbered, Head(chain)));
    }

    private static List<TimelineRow> Chain(int length)
    {
        var document = Id.New(Start);
        var chain = new List<TimelineRow>();
        for (var ordinal = 1; ordinal <= length; ordinal++)
        {
            chain.Add(
                TimelineChain.Next(
                    document,
                    ordinal,
                    new Recorded(100 + ordinal),
                    "api-key:1",
                    Start + Duration.FromSeconds(ordinal),
                    Head(chain)
                )
            );
        }

        return chain;
    }

    private static byte[] Head(List<TimelineRow> chain) => chain is [.., var last] ? last.Hash : TimelineChain.Origin;

    private sealed record Recorded(long AmountCents) : ITimelineEvent
    {
        public static string Type => "payment.recorded";
        public static object Example => new Recorded(101);
    }
}
