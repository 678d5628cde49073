using CsCheck;
using Lecce.Riscossione.Api.Kernel;

namespace Lecce.Riscossione.Tests.Kernel;

public class SplitTests
{
    private static readonly Gen<long> Cents = Gen.OneOf(Gen.Long[0, 20], Gen.Long[0, Amount.MaxCents]);

    [Fact]
    public void Equal_parts_give_the_cents_left_over_to_the_first() => Assert.Equal([34L, 33L, 33L], Split.Evenly(100, 3));

    [Fact]
    public void Equal_parts_add_up_and_differ_by_a_cent_at_most() =>
        Gen.Select(Cents, Gen.Int[1, 72])
            .Sample(
                (total, parts) =>
                {
                    var shares = Split.Evenly(total, parts);
                    Assert.Equal(parts, shares.Length);
                    Assert.Equal(total, shares.Sum());
                    Assert.InRange(shares[0] - shares[^1], 0, 1);
                    Assert.Equal(shares.OrderDescending(), shares);
                },
                iter: 5_000
            );

    [Fact]
    public void Proportional_parts_give_the_cents_left_over_to_the_first_with_room()
    {
        Assert.Equal([34L, 33L, 33L], Split.Proportionally(100, [50, 50, 50]));
        Assert.Equal([0L, 1L, 3L, 0L], Split.Proportionally(4, [0, 1, 5, 0]));
        Assert.Equal([1L, 0L, 0L], Split.Proportionally(1, [1, 1, 1]));
    }

    [Fact]
    public void Proportional_parts_add_up_and_stay_within_a_cent_of_their_due() =>
        Gen.Select(Cents, Cents.Array[1, 12])
            .Where((_, weights) => weights.Sum() > 0)
            .Sample(
                (total, weights) =>
                {
                    var shares = Split.Proportionally(total, weights);
                    Assert.Equal(total, shares.Sum());
                    for (var index = 0; index < weights.Length; index++)
                    {
                        var due = (Int128)total * weights[index];
                        Assert.InRange(shares[index] - (long)(due / weights.Sum()), 0, weights[index] == 0 ? 0 : 1);
                    }
                },
                iter: 5_000
            );

    [Fact]
    public void A_part_never_exceeds_its_weight_when_the_total_does_not_exceed_the_weights() =>
        Cents
            .Array[1, 12]
            .SelectMany(weights => Gen.Long[0, weights.Sum()].Select(total => (total, weights)))
            .Sample(
                (total, weights) =>
                {
                    var shares = Split.Proportionally(total, weights);
                    Assert.Equal(total, shares.Sum());
                    Assert.All(shares.Zip(weights), pair => Assert.InRange(pair.First, 0, pair.Second));
                },
                iter: 5_000
            );

    [Fact]
    public void Zero_divided_is_zero_in_every_part() => Assert.Equal([0L, 0L], Split.Proportionally(0, [0, 0]));

    [Fact]
    public void Cents_cannot_be_divided_by_zero_weights()
    {
        Assert.Throws<ArgumentException>(() => Split.Proportionally(1, [0, 0]));
        Assert.Throws<ArgumentException>(() => Split.Proportionally(1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Proportionally(1, [2, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Proportionally(-1, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Evenly(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Split.Evenly(1, 0));
    }
}
