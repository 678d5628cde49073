using System.Numerics;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>
/// A pattern as a position automaton (Glushkov), matched against the whole text without backtracking: the work per character is at most one
/// step per position, whatever the pattern and the text.
/// </summary>
internal sealed class FormPattern
{
    /// <summary>
    /// The maximum number of characters that the expanded pattern may name, so that a set of positions is one number. The longest text (500
    /// characters) takes less than 1 ms.
    /// </summary>
    public const int MaxPositions = 128;

    // Repeated groups without characters would otherwise multiply without reaching the limit of positions.
    private const int MaxParts = 10_000;
    private readonly List<(CharacterSet Set, UInt128 Positions)> sets = [];
    private readonly List<UInt128> follow = [];
    private readonly Part whole;
    private readonly ulong[] uppers;
    private readonly ulong[] lowers;
    private int parts;

    private FormPattern(PatternNode root)
    {
        whole = Build(root);
        uppers = [.. follow.Select(positions => (ulong)(positions >> 64))];
        lowers = [.. follow.Select(positions => (ulong)positions)];
    }

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="PatternFault">The pattern is not in the subset; the message says why, in Italian.</exception>
    public static FormPattern Compile(string pattern) => new(new PatternSyntax(pattern).Read());

    /// <summary>True when the pattern describes the whole text.</summary>
    public bool IsMatch(string text)
    {
        if (text.Length == 0)
        {
            return whole.IsNullable;
        }

        var (reached, next) = (UInt128.Zero, whole.First);
        foreach (var rune in text.EnumerateRunes())
        {
            var admitted = UInt128.Zero;
            foreach (var (set, positions) in sets)
            {
                admitted |= set.Contains(rune) ? positions : UInt128.Zero;
            }

            reached = next & admitted;
            if (reached == UInt128.Zero)
            {
                return false;
            }

            next = After(reached);
        }

        return (reached & whole.Last) != UInt128.Zero;
    }

    /// <summary>The positions that may come after the reached ones.</summary>
    private UInt128 After(UInt128 reached)
    {
        var (upper, lower) = (0UL, 0UL);
        Join((ulong)reached, 0);
        Join((ulong)(reached >> 64), 64);
        return new UInt128(upper, lower);

        // The only loop that a hostile text makes long.
        void Join(ulong bits, int offset)
        {
            for (; bits != 0; bits &= bits - 1)
            {
                var position = offset + BitOperations.TrailingZeroCount(bits);
                upper |= uppers[position];
                lower |= lowers[position];
            }
        }
    }

    private Part Build(PatternNode node) =>
        ++parts > MaxParts
            ? throw new PatternFault("L'espressione ripete troppe volte le stesse parti.")
            : node switch
            {
                OneOf one => Position(one.Set),
                Sequence sequence => sequence.Nodes.Aggregate(Part.Empty, (part, next) => Concatenate(part, Build(next))),
                Choice choice => choice.Nodes.Select(Build).Aggregate(Either),
                Repeat repeat => Build(repeat),
                _ => throw new InvalidOperationException("Unknown node."),
            };

    private Part Build(Repeat repeat)
    {
        var part = Part.Empty;
        for (var count = 0; count < repeat.Min; count++)
        {
            part = Concatenate(part, Build(repeat.Node));
        }

        if (repeat.Max is null)
        {
            var loop = Build(repeat.Node);
            Connect(loop.Last, loop.First);
            return Concatenate(part, loop with { IsNullable = true });
        }

        var optional = Part.Empty;
        for (var count = repeat.Min; count < repeat.Max; count++)
        {
            optional = Concatenate(Build(repeat.Node), optional) with { IsNullable = true };
        }

        return Concatenate(part, optional);
    }

    private Part Position(CharacterSet set)
    {
        if (follow.Count == MaxPositions)
        {
            throw new PatternFault($"L'espressione descrive più di {MaxPositions} caratteri: la lunghezza si limita con maxLength.");
        }

        var position = UInt128.One << follow.Count;
        follow.Add(UInt128.Zero);
        var known = sets.FindIndex(one => ReferenceEquals(one.Set, set));
        if (known < 0)
        {
            sets.Add((set, position));
        }
        else
        {
            sets[known] = (set, sets[known].Positions | position);
        }

        return new Part(IsNullable: false, position, position);
    }

    private Part Concatenate(Part left, Part right)
    {
        Connect(left.Last, right.First);
        return new Part(
            left.IsNullable && right.IsNullable,
            left.First | (left.IsNullable ? right.First : UInt128.Zero),
            right.Last | (right.IsNullable ? left.Last : UInt128.Zero)
        );
    }

    private static Part Either(Part one, Part other) =>
        new(one.IsNullable || other.IsNullable, one.First | other.First, one.Last | other.Last);

    private void Connect(UInt128 from, UInt128 to)
    {
        for (var position = 0; position < follow.Count; position++)
        {
            follow[position] |= (from >> position & UInt128.One) != UInt128.Zero ? to : UInt128.Zero;
        }
    }

    /// <summary>A part of the automaton: whether it describes the empty text, and the positions with which it can begin and end.</summary>
    private readonly record struct Part(bool IsNullable, UInt128 First, UInt128 Last)
    {
        public static readonly Part Empty = new(IsNullable: true, UInt128.Zero, UInt128.Zero);
    }
}

/// <summary>A pattern is not in the subset; the message is Italian and does not repeat it.</summary>
internal sealed class PatternFault(string message) : Exception(message);
