using System.Globalization;
using System.Text;

namespace Lecce.Riscossione.Api.RevenueTypes.Spontaneous;

/// <summary>A node of a parsed pattern.</summary>
internal abstract record PatternNode;

/// <summary>One character of a set.</summary>
internal sealed record OneOf(CharacterSet Set) : PatternNode;

/// <summary>Nodes one after another.</summary>
internal sealed record Sequence(IReadOnlyList<PatternNode> Nodes) : PatternNode;

/// <summary>One of several nodes.</summary>
internal sealed record Choice(IReadOnlyList<PatternNode> Nodes) : PatternNode;

/// <summary>A node repeated from <paramref name="Min"/> to <paramref name="Max"/> times; without a limit when null.</summary>
internal sealed record Repeat(PatternNode Node, int Min, int? Max) : PatternNode;

/// <summary>
/// Parses the subset of ECMA-262 that a <c>pattern</c> may use: characters, sets, groups, alternatives and quantifiers between <c>^</c> and
/// <c>$</c>. Look-around, back-references, named groups and options are not in it.
/// </summary>
internal sealed class PatternSyntax(string pattern)
{
    private const string Unanchored =
        "L'espressione deve cominciare con ^ e finire con $: altrimenti accetta ogni testo che ne contiene uno giusto.";
    private const string Escapable = "^$\\.*+?()[]{}|/-";
    private const string Special = "^$\\.*+?()[]{}|";
    private readonly int[] runes = [.. pattern.EnumerateRunes().Select(rune => rune.Value)];
    private int at;

    /// <exception cref="PatternFault">The pattern is not in the subset.</exception>
    public PatternNode Read()
    {
        if (!Take('^'))
        {
            throw new PatternFault(Unanchored);
        }

        var body = ReadChoice();
        if (at == runes.Length)
        {
            throw new PatternFault(Unanchored);
        }

        if (!Take('$') || at < runes.Length)
        {
            throw new PatternFault("Una parentesi chiusa non ha la sua aperta, oppure ^ o $ non è all'inizio o alla fine.");
        }

        // In ^a|b$ each alternative is anchored on one side only.
        return body is Choice ? throw new PatternFault("Le alternative vanno tra parentesi: ^(a|b)$.") : body;
    }

    private PatternNode ReadChoice()
    {
        var nodes = new List<PatternNode> { ReadSequence() };
        while (Take('|'))
        {
            nodes.Add(ReadSequence());
        }

        return nodes is [var only] ? only : new Choice(nodes);
    }

    private Sequence ReadSequence()
    {
        var nodes = new List<PatternNode>();
        while (at < runes.Length && runes[at] is not ('|' or ')' or '$'))
        {
            nodes.Add(ReadPiece());
        }

        return new Sequence(nodes);
    }

    private PatternNode ReadPiece()
    {
        var node = ReadAtom();
        (int Min, int? Max)? counts =
            Take('*') ? (0, null)
            : Take('+') ? (1, null)
            : Take('?') ? (0, 1)
            : Take('{') ? ReadCounts()
            : null;
        if (counts is not { } found)
        {
            return node;
        }

        // A lazy quantifier admits the same texts.
        Take('?');
        return new Repeat(node, found.Min, found.Max);
    }

    private (int Min, int? Max) ReadCounts()
    {
        var min = ReadNumber();
        int? max = min;
        if (Take(','))
        {
            max = Peek() == '}' ? null : ReadNumber();
        }

        return Take('}') && !(max < min) ? (min, max) : throw new PatternFault("Il numero di ripetizioni si scrive {n}, {n,} o {n,m}.");
    }

    private int ReadNumber()
    {
        var start = at;
        var number = 0;
        while (Peek() is >= '0' and <= '9' && at - start < 3)
        {
            number = (number * 10) + runes[at++] - '0';
        }

        return at > start && number <= FormPattern.MaxPositions
            ? number
            : throw new PatternFault($"Le ripetizioni vanno da 0 a {FormPattern.MaxPositions}.");
    }

    private PatternNode ReadAtom()
    {
        var character = runes[at++];
        switch (character)
        {
            case '(':
                if (Take('?') && !Take(':'))
                {
                    throw new PatternFault("Dopo ( il punto interrogativo è ammesso solo in (?:…).");
                }

                var group = ReadChoice();
                return Take(')') ? group : throw new PatternFault("Una parentesi aperta non è chiusa.");
            case '[':
                return new OneOf(ReadSet());
            case '.':
                return new OneOf(CharacterSet.Any);
            case '\\':
                return new OneOf(ReadEscape());
            default:
                return Special.Contains((char)character, StringComparison.Ordinal) && character < 128
                    ? throw new PatternFault("Un carattere speciale è fuori posto: per usarlo come testo anteporre \\.")
                    : new OneOf(CharacterSet.Of(character));
        }
    }

    private CharacterSet ReadEscape()
    {
        var letter = Peek();
        if (letter is 'd' or 'w' or 's')
        {
            at++;
            return new CharacterSet(CharacterSet.Named[(char)letter], []);
        }

        if (letter is 'D' or 'W' or 'S')
        {
            at++;
            return new CharacterSet(CharacterSet.Named[char.ToLowerInvariant((char)letter)], [], IsNegated: true);
        }

        return letter == 'p' ? new CharacterSet([], ReadProperty()) : CharacterSet.Of(ReadEscapedCharacter());
    }

    private CharacterSet ReadSet()
    {
        var isNegated = Take('^');
        var ranges = new List<(int, int)>();
        var categories = new List<UnicodeCategory>();
        do
        {
            var next = Peek();
            if (next is '[' or ']' or -1)
            {
                throw new PatternFault("Un insieme tra parentesi quadre è vuoto, non è chiuso o contiene [ senza \\.");
            }

            if (next == '\\' && at + 1 < runes.Length && runes[at + 1] is 'd' or 'w' or 's' or 'p')
            {
                at++;
                var named = ReadEscape();
                ranges.AddRange(named.Ranges);
                categories.AddRange(named.Categories);
                if (Peek() == '-' && at + 1 < runes.Length && runes[at + 1] != ']')
                {
                    throw new PatternFault("Un insieme come \\d non comincia un intervallo: scrivere - alla fine delle parentesi quadre.");
                }
            }
            else
            {
                ranges.Add(ReadRange());
            }
        } while (!Take(']'));

        return new CharacterSet(ranges, categories, isNegated);
    }

    private (int From, int To) ReadRange()
    {
        var from = ReadSetCharacter();
        if (Peek() != '-' || at + 1 >= runes.Length || runes[at + 1] == ']')
        {
            return (from, from);
        }

        at++;
        var to = ReadSetCharacter();
        return to >= from ? (from, to) : throw new PatternFault("Un intervallo tra parentesi quadre è al contrario.");
    }

    private int ReadSetCharacter()
    {
        if (Take('\\'))
        {
            return ReadEscapedCharacter();
        }

        return Peek() is '[' or -1
            ? throw new PatternFault("Un insieme tra parentesi quadre non è chiuso o contiene [ senza \\.")
            : runes[at++];
    }

    private int ReadEscapedCharacter()
    {
        var character = Peek();
        at++;
        return character switch
        {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\f',
            'v' => '\v',
            'u' => ReadHexadecimal(),
            > 0 and < 128 when char.IsAsciiLetterOrDigit((char)character) => throw new PatternFault(
                "Dopo \\ sono ammessi d, w, s, D, W, S, p{L}, t, n, r, f, v, u e i segni; nelle parentesi quadre non D, W, S."
            ),
            // Browsers refuse to escape any other sign (ECMA-262, flag u).
            > 0 and < 128 when Escapable.Contains((char)character, StringComparison.Ordinal) => character,
            _ => throw new PatternFault("Dopo \\ sono ammessi solo i segni ^ $ \\ . * + ? ( ) [ ] { } | / e -."),
        };
    }

    private int ReadHexadecimal()
    {
        var text = string.Concat(runes.Skip(at).Take(4).Select(rune => new Rune(rune).ToString()));
        at += 4;
        return
            text.Length == 4
            && int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && Rune.IsValid(value)
            ? value
            : throw new PatternFault("Dopo \\u servono quattro cifre esadecimali.");
    }

    private IReadOnlyList<UnicodeCategory> ReadProperty()
    {
        at++;
        var end = Array.IndexOf(runes, '}', at);
        var name = Take('{') && end > at ? string.Concat(runes[at..end].Select(rune => new Rune(rune).ToString())) : "";
        at = end + 1;
        return CharacterSet.Properties.GetValueOrDefault(name)
            ?? throw new PatternFault($"\\p ammette {string.Join(", ", CharacterSet.Properties.Keys.Order(StringComparer.Ordinal))}.");
    }

    private int Peek() => at < runes.Length ? runes[at] : -1;

    private bool Take(char character)
    {
        var found = Peek() == character;
        at += found ? 1 : 0;
        return found;
    }
}
