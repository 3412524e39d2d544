"""Counting words: split, strip, dict.get with a default, sorted with a key."""


def count_words(text):
    counts = {}
    for word in text.lower().split():
        word = word.strip(".,;:!?")
        if word:
            counts[word] = counts.get(word, 0) + 1
    return counts


def main():
    text = "The quick brown fox. The lazy dog; the end! A fox, a dog, and THE fox?"
    counts = count_words(text)
    for word, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        print(f"{word:<8}{n:>3}")
    print(max(counts, key=lambda w: counts[w]), sum(counts.values()), len(counts))
    longest = max(counts.values())
    print([w for w in counts if counts[w] == longest])
    by_length = {}
    for w in counts:
        by_length.setdefault(len(w), []).append(w)
    for n in sorted(by_length):
        print(n, sorted(by_length[n]))


main()
