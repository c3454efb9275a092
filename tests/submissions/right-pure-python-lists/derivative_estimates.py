# no numpy arrays in my own code: everything as lists


def forward_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w)) / epsilon


def central_difference(J, w, epsilon=1e-3):
    return (J(w + epsilon) - J(w - epsilon)) / (2.0 * epsilon)


def numerical_gradient(J, w, epsilon=1e-5):
    values = w.tolist()          # a plain number if w has no axes

    def at(path, delta):
        def copy(part, rest):
            if not rest:
                return part + delta
            return [copy(p, rest[1:]) if i == rest[0] else p for i, p in enumerate(part)]
        return copy(values, path)

    def walk(part, path):
        if isinstance(part, list):
            return [walk(p, path + [i]) for i, p in enumerate(part)]
        return (J(at(path, epsilon)) - J(at(path, -epsilon))) / (2 * epsilon)

    return walk(values, [])
