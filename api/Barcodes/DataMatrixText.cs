namespace Lecce.Riscossione.Api.Barcodes;

/// <summary>
/// Encodes a text in the fewest codewords of ASCII and C40. ASCII stores two digits in a codeword; C40 stores three upper-case letters, digits or
/// spaces in two (ISO/IEC 16022, 5.2).
/// </summary>
internal static class DataMatrixText
{
    private const byte LatchToC40 = 230;
    private const byte Unlatch = 254;
    private const byte DigitPairs = 130;
    private const int Impossible = int.MaxValue / 2;

    // Costs are thirds of a codeword, because C40 packs three values into two codewords.
    private const int Codeword = 3;
    private const int C40Value = 2;

    // States between characters: ASCII, or C40 with 0, 1 or 2 pending values of a triple.
    private const int Ascii = 0;
    private const int C40 = 1;
    private const int States = 4;

    private enum Step : byte
    {
        None,
        Character,
        DigitPair,
        Latch,
        Unlatch,
    }

    /// <summary>The codewords of an ASCII text; the last mode is ASCII.</summary>
    public static List<byte> Encode(string text)
    {
        if (!System.Text.Ascii.IsValid(text))
        {
            throw new ArgumentException("Only ASCII can be encoded.", nameof(text));
        }

        return Write(text, CheapestSteps(text));
    }

    /// <summary>The cheapest last step to each position and state.</summary>
    private static (Step Step, int From)[,] CheapestSteps(string text)
    {
        var cost = new int[text.Length + 1, States];
        var steps = new (Step, int)[text.Length + 1, States];
        for (var place = 0; place <= text.Length; place++)
        {
            for (var state = 0; state < States; state++)
            {
                cost[place, state] = Impossible;
            }
        }

        cost[0, Ascii] = 0;
        for (var place = 0; place <= text.Length; place++)
        {
            Try(place, Ascii, cost[place, C40] + Codeword, Step.Unlatch, C40);
            Try(place, C40, cost[place, Ascii] + Codeword, Step.Latch, Ascii);
            if (place == text.Length)
            {
                break;
            }

            Try(place + 1, Ascii, cost[place, Ascii] + Codeword, Step.Character, Ascii);
            if (IsDigitPair(text, place))
            {
                Try(place + 2, Ascii, cost[place, Ascii] + Codeword, Step.DigitPair, Ascii);
            }

            var values = C40Length(text[place]);
            for (var waiting = 0; waiting < 3; waiting++)
            {
                var state = C40 + ((waiting + values) % 3);
                Try(place + 1, state, cost[place, C40 + waiting] + (values * C40Value), Step.Character, C40 + waiting);
            }
        }

        return steps;

        void Try(int place, int state, int price, Step step, int from)
        {
            if (price < cost[place, state])
            {
                cost[place, state] = price;
                steps[place, state] = (step, from);
            }
        }
    }

    private static List<byte> Write(string text, (Step Step, int From)[,] steps)
    {
        var way = new Stack<(Step Step, int State, int Place)>();
        var (place, state) = (text.Length, Ascii);
        while (place > 0 || state != Ascii)
        {
            var (step, from) = steps[place, state];
            place -= step switch
            {
                Step.Character => 1,
                Step.DigitPair => 2,
                _ => 0,
            };
            state = from;
            way.Push((step, state, place));
        }

        var codewords = new List<byte>(text.Length);
        var values = new List<int>(3);
        foreach (var (step, from, at) in way)
        {
            Write(text, step, from, at, codewords, values);
        }

        return codewords;
    }

    private static void Write(string text, Step step, int state, int place, List<byte> codewords, List<int> values)
    {
        switch (step)
        {
            case Step.Latch:
                codewords.Add(LatchToC40);
                break;
            case Step.Unlatch:
                codewords.Add(Unlatch);
                break;
            case Step.DigitPair:
                codewords.Add((byte)(DigitPairs + ((text[place] - '0') * 10) + text[place + 1] - '0'));
                break;
            case Step.Character when state == Ascii:
                codewords.Add((byte)(text[place] + 1));
                break;
            default:
                AddC40(text[place], codewords, values);
                break;
        }
    }

    private static void AddC40(char letter, List<byte> codewords, List<int> values)
    {
        var (shift, value) = C40Of(letter);
        foreach (var one in shift is { } set ? [set, value] : (ReadOnlySpan<int>)[value])
        {
            values.Add(one);
            if (values.Count == 3)
            {
                var packed = (1600 * values[0]) + (40 * values[1]) + values[2] + 1;
                codewords.Add((byte)(packed / 256));
                codewords.Add((byte)(packed % 256));
                values.Clear();
            }
        }
    }

    private static int C40Length(char letter) => C40Of(letter).Shift is null ? 1 : 2;

    /// <summary>A character's value in C40, and the shift that precedes it when it is not in the basic set.</summary>
    private static (int? Shift, int Value) C40Of(char letter) =>
        letter switch
        {
            ' ' => (null, 3),
            >= '0' and <= '9' => (null, letter - '0' + 4),
            >= 'A' and <= 'Z' => (null, letter - 'A' + 14),
            < ' ' => (0, letter),
            <= '/' => (1, letter - '!'),
            <= '@' => (1, letter - ':' + 15),
            <= '_' => (1, letter - '[' + 22),
            _ => (2, letter - '`'),
        };

    private static bool IsDigitPair(string text, int place) =>
        place + 1 < text.Length && char.IsAsciiDigit(text[place]) && char.IsAsciiDigit(text[place + 1]);
}
